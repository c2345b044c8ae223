import { expect } from '@playwright/test'
import { add, askToSignIn, row, signIn, test } from './fixtures'

test('a read that waits for the database says so, and then succeeds', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await signIn(page, ann)
  await neon.say('wake 2500ms')
  await neon.say('sleep')
  await page.reload()
  await expect(page.getByText('Waking the database')).toBeVisible()
  await expect(row(page, 'Water the plants')).toBeVisible()
  await expect(page.getByText('Waking the database')).toBeHidden()
})

test('signing in waits, too', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await neon.say('wake 2500ms')
  await neon.say('sleep')
  await askToSignIn(page, ann)
  await expect(page.getByText('Waking the database')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Ann’s tasks' })).toBeVisible()
})

test('of two who wait to be let in, the last is', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await neon.say('refuse')
  await neon.say('kill')
  await askToSignIn(page, ann)
  await expect(page.getByText(/Trying again in \d+ s/)).toBeVisible()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill('Bob')
  await page.getByLabel('E-mail').fill(`bob.${crypto.randomUUID()}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill('a few words for Bob')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(/Trying again in \d+ s/)).toBeVisible()
  await neon.say('recover')
  await expect(page.getByRole('heading', { name: 'Bob’s tasks' })).toBeVisible()
  // Longer than the other would have waited.
  await page.waitForTimeout(7000)
  await expect(page.getByRole('heading', { name: 'Bob’s tasks' })).toBeVisible()
})

test('a read that is refused is tried again when the service asks, and counts down to it', async ({
  page,
  api,
  neon,
}) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants', dueOn: '9999-12-31' })
  await signIn(page, ann)
  await neon.say('refuse')
  await neon.say('kill')
  // All tasks would be those of the last visit, and nobody would be asked.
  await page.goto('/?show=upcoming')
  await expect(page.getByText(/Trying again in \d+ s/)).toBeVisible()
  await neon.say('recover')
  await expect(row(page, 'Water the plants')).toBeVisible()
  await expect(page.getByText('Trying again')).toBeHidden()
})

test('changes made meanwhile are kept over a reload, and sent once', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await api.add(ann, { title: 'Call grandmother' })
  await signIn(page, ann)
  await expect(page.getByRole('listitem')).toHaveCount(2)

  await neon.say('refuse')
  await neon.say('kill')
  await add(page, 'Buy milk')
  await page.getByRole('checkbox', { name: 'Done: Water the plants' }).check()
  await expect(page.getByText('2 changes wait to be sent')).toBeVisible()
  await page.reload()
  await expect(page.getByText('2 changes wait to be sent')).toBeVisible()
  await expect(row(page, 'Buy milk')).toBeVisible()

  await neon.say('recover')
  await expect(page.getByText('wait to be sent')).toBeHidden()
  await expect(page.getByRole('listitem')).toHaveCount(3)
  expect(await api.titles(ann)).toEqual(['Buy milk', 'Call grandmother', 'Water the plants'])
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Done: Water the plants' })).toBeChecked()
})

test('a change whose answer was lost is not made twice', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await expect(page.getByText('A clean slate.')).toBeVisible()
  await neon.say('reset after insert into tasks')
  await add(page, 'Buy milk')
  await expect.poll(() => api.titles(ann)).toEqual(['Buy milk'])
  await page.reload()
  await expect(page.getByRole('listitem')).toHaveText([/Buy milk/])
})

test('what is being typed outlives a reload', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await signIn(page, ann)
  await page.getByLabel('What needs doing?').fill('Half a thou')
  await page.getByRole('button', { name: 'Edit Water the plants' }).click()
  await page.getByLabel('Description').fill('All of them, and')
  await page.reload()
  await expect(page.getByLabel('What needs doing?')).toHaveValue('Half a thou')
  await expect(page.getByLabel('Description')).toHaveValue('All of them, and')
})
