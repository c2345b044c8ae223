import { expect } from '@playwright/test'
import { goOffline, row, signIn, test } from './fixtures'
import { Service } from './neon'

test('says that it is offline, and goes on when it is not', async ({ page, context, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk', completed: true })
  await signIn(page, ann)
  await expect(row(page, 'Buy milk')).toBeVisible()
  await page.getByRole('link', { name: 'Status' }).click()
  const database = page.getByRole('region', { name: 'Database', exact: true })
  await expect(database).toContainText('Awake')
  await goOffline(page)
  await expect(page.getByRole('alert')).toContainText('You are offline.')
  await expect(database).toContainText('Not known')
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await page.getByText('Today', { exact: true }).click()
  await expect(page.getByText('You are offline.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('Nothing is due today.')).toBeVisible()
  await expect(page.getByText('You are offline.')).toBeHidden()
})

test('a glance wakes no database, a click does', async ({ page, neon }) => {
  const service = await Service.startDrowsy(neon.url)
  try {
    await page.goto(`${service.url}/sign-up`)
    await page.getByLabel('Name').fill('Ann')
    await page.getByLabel('E-mail').fill(`ann-${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('A clean slate.')).toBeVisible()
    const state = async () => (await (await fetch(`${service.url}/api/status`)).json()).database
    await expect.poll(async () => (await state()).state).toBe('ASLEEP')
    await expect.poll(async () => (await state()).pool.idle).toBe(0)
    await neon.say('sleep')
    await neon.say('counts')
    // As if the list were older than it is.
    await page.evaluate(() => {
      const { now } = Date
      Date.now = () => now() + 60_000
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect(page.getByText(/^As of /)).toBeVisible()
    const news = /new\s+Counts\[(.*)\]/.exec(await neon.say('counts'))?.[1] ?? ''
    expect(news.split(', ').map((count) => count.split('=')[1])).toEqual(Array(8).fill('0'))
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/^As of /)).toBeHidden()
    await expect.poll(async () => (await state()).state).toBe('UP')
  } finally {
    await service.stop()
  }
})

test('signs out while the service cannot be reached, and has the session ended when it can', async ({
  page,
  api,
}) => {
  await signIn(page, await api.signUp('Ann'))
  await expect(page.getByText('A clean slate.')).toBeVisible()
  await page.route('**/api/auth/sign-out', (route) => route.abort())
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await expect(page.getByText(/your session has not been ended yet/)).toBeVisible()
  await page.unroute('**/api/auth/sign-out')
  const isLeft = () => page.evaluate(() => localStorage.getItem('neon-tasks.leaving')).catch(() => 'gone')
  await expect.poll(isLeft).toBeNull()
  await expect(page.getByText(/your session has not been ended yet/)).toBeHidden()
  expect((await page.request.post('/api/auth/refresh')).status()).toBe(401)
})
