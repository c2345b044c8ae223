import { expect } from '@playwright/test'
import { add, row, signIn, test } from './fixtures'

test('two people see their own tasks alone', async ({ page, browser, baseURL, api }) => {
  const [ann, ben] = [await api.signUp('Ann'), await api.signUp('Ben')]
  const other = await browser.newPage({ baseURL: baseURL ?? '' })
  await signIn(page, ann)
  await signIn(other, ben)
  await add(page, 'Of Ann')
  await add(other, 'Of Ben')
  await expect.poll(() => api.titles(ann)).toEqual(['Of Ann'])
  await expect.poll(() => api.titles(ben)).toEqual(['Of Ben'])
  await page.reload()
  await other.reload()
  await expect(page.getByRole('listitem')).toHaveText([/Of Ann/])
  await expect(other.getByRole('listitem')).toHaveText([/Of Ben/])
  await other.close()
})

test('whoever signs in after another finds nothing of theirs', async ({ page, api }) => {
  const [ann, ben] = [await api.signUp('Ann'), await api.signUp('Ben')]
  await signIn(page, ann)
  await add(page, 'Of Ann')
  await page.getByLabel('What needs doing?').fill('Half a thought of Ann')
  await expect.poll(() => api.titles(ann)).toEqual(['Of Ann'])
  await expect(page.getByTitle('Not sent yet')).toHaveCount(0)
  // The page loads itself anew, and a visit that begins before that is over would be given up.
  const loaded = page.waitForEvent('load')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    return dialog.accept()
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await loaded
  expect(asked).toEqual(['Signing out loses one unfinished text. Sign out all the same?'])
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await signIn(page, ben)
  await expect(page.getByText('A clean slate.')).toBeVisible()
  await expect(page.getByLabel('What needs doing?')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Ann')
})

test('a session that ended asks to sign in, and loses nothing that was typed', async ({
  page,
  context,
  api,
}) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await page.getByLabel('What needs doing?').fill('Half a thought')
  await context.clearCookies()
  await page.reload()
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await page.getByLabel('E-mail').fill(ann.email)
  await page.getByLabel('Password', { exact: true }).fill(ann.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('What needs doing?')).toHaveValue('Half a thought')
})

test('an access token that is no longer taken is renewed without a word', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await add(page, 'Before')
  await expect.poll(() => api.titles(ann)).toEqual(['Before'])
  let renewals = 0
  page.on('request', (request) => {
    renewals += request.url().endsWith('/api/auth/refresh') ? 1 : 0
  })
  await page.route('**/api/tasks/**', (route) => {
    const refused = renewals === 0
    return refused
      ? route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"status":401}' })
      : route.continue()
  })
  await add(page, 'After')
  await expect.poll(() => api.titles(ann)).toEqual(['After', 'Before'])
  expect(renewals).toBe(1)
})

test('signing out in one tab signs out the other', async ({ page, context, api }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  const other = await context.newPage()
  await other.goto('/')
  await expect(other.getByText('A clean slate.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(other.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await expect(row(other, 'anything')).toHaveCount(0)
})

test('more tasks come as one scrolls', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  for (let number = 1; number <= 65; number++) {
    await api.add(ann, { title: `Task ${number}` })
  }
  await signIn(page, ann)
  await expect(row(page, 'Task 65')).toBeVisible()
  expect(await page.getByRole('listitem').count()).toBeLessThan(65)
  await expect(async () => {
    await page.mouse.wheel(0, 5000)
    await expect(page.getByRole('listitem')).toHaveCount(65, { timeout: 500 })
  }).toPass()
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden()
})
