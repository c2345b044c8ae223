import { expect, type Page } from '@playwright/test'
import { type Person, row, signIn, test } from './fixtures'

async function editing(page: Page, ann: Person): Promise<void> {
  await signIn(page, ann)
  await page.getByRole('button', { name: 'Edit Buy milk' }).click()
  await page.getByLabel('Title').fill('Buy oat milk')
}

test('what both changed is shown, and mine can win, without touching the rest', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.change(ann, id, { title: 'Buy soy milk', dueOn: '2030-12-24' })
  await page.getByRole('button', { name: 'Save' }).click()

  const versions = page.getByRole('alert', { name: 'Two versions of this task' })
  await expect(versions).toContainText('Buy oat milk')
  await expect(versions).toContainText('Buy soy milk')
  await expect(versions).not.toContainText('Due')
  expect(await api.titles(ann)).toEqual(['Buy soy milk'])

  await page.reload()
  await versions.getByRole('button', { name: 'Keep mine' }).click()
  await expect(versions).toBeHidden()
  await expect.poll(() => api.find(ann, id)).toMatchObject({ title: 'Buy oat milk', dueOn: '2030-12-24' })
})

test('theirs can win', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.change(ann, id, { title: 'Buy soy milk' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Keep theirs' }).click()
  await expect(row(page, 'Buy soy milk')).toBeVisible()
  expect(await api.titles(ann)).toEqual(['Buy soy milk'])
})

test('a task that was deleted elsewhere can come back', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.remove(ann, id)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This task was deleted elsewhere')).toBeVisible()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy oat milk'])
})

test('a second edit of one’s own is no conflict', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Edit Buy oat milk' }).click()
  await page.getByLabel('Title').fill('Buy rice milk')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy rice milk'])
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('changes of different fields are merged without a word', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.change(ann, id, { description: 'Two bottles', completed: true })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Buy oat milk')).toContainText('Two bottles')
  await expect(page.getByTitle('Not sent yet')).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await api.find(ann, id)).toMatchObject({
    title: 'Buy oat milk',
    description: 'Two bottles',
    completed: true,
  })
})

for (const { choice, left } of [
  { choice: 'Keep it', left: ['Buy soy milk'] },
  { choice: 'Delete it', left: [] },
]) {
  test(`a task that was changed elsewhere is not deleted unseen: ${choice}`, async ({ page, api }) => {
    const ann = await api.signUp('Ann')
    const { id } = await api.add(ann, { title: 'Buy milk' })
    await signIn(page, ann)
    await expect(row(page, 'Buy milk')).toBeVisible()
    await api.change(ann, id, { title: 'Buy soy milk' })
    await row(page, 'Buy milk').hover()
    await page.getByRole('button', { name: 'Delete Buy milk' }).click()

    const versions = page.getByRole('alert', { name: 'Two versions of this task' })
    await expect(versions).toContainText('Buy soy milk')
    expect(await api.titles(ann)).toEqual(['Buy soy milk'])
    await page.reload()
    await versions.getByRole('button', { name: choice }).click()
    await expect(versions).toBeHidden()
    await expect(row(page, 'Buy soy milk')).toHaveCount(left.length)
    await expect.poll(() => api.titles(ann)).toEqual(left)
  })
}

test('a completion whose answer was lost is repeated after a reload, and undoes nothing', async ({
  page,
  api,
}) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await signIn(page, ann)
  const keys: (string | undefined)[] = []
  await page.route(`**/api/tasks/${id}`, async (route) => {
    if (route.request().method() !== 'PATCH') {
      return route.continue()
    }
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length === 1) {
      await route.fetch()
    }
    return route.abort()
  })
  await page.getByRole('checkbox', { name: 'Done: Buy milk' }).check()
  await expect.poll(() => api.find(ann, id)).toMatchObject({ completed: true })
  await expect(page.getByText('One change waits to be sent')).toBeVisible()
  await page.goto('about:blank')
  await page.unrouteAll({ behavior: 'wait' })
  await api.change(ann, id, { completed: false, title: 'Buy soy milk' })

  const repeated = page.waitForResponse((response) => response.request().method() === 'PATCH')
  await page.goto('/')
  const answer = await repeated
  expect(answer.request().headers()['idempotency-key']).toBe(keys[0])
  expect(keys[0]).toBeTruthy()
  expect(answer.headers()['idempotency-replayed']).toBe('true')
  await expect(page.getByRole('checkbox', { name: 'Done: Buy soy milk' })).not.toBeChecked()
  await expect(page.getByTitle('Not sent yet')).toHaveCount(0)
  expect(await api.find(ann, id)).toMatchObject({ completed: false, title: 'Buy soy milk' })
})
