import { expect, type Page } from '@playwright/test'
import { measured, signIn, test } from './fixtures'
import { Service } from './neon'

type History = { states: { state: string }[]; wakes: { cause: string }[] }

const state = (page: Page) => page.getByRole('region', { name: 'Database', exact: true })

test('says that the database answers, and how', async ({ page, api }) => {
  await api.signUp('Ann')
  await page.goto('/status')
  await expect(state(page)).toContainText('Awake')
  await expect(page.getByRole('region', { name: 'Database and service' })).toContainText('TLSv1.3')
  await expect(page.getByRole('region', { name: 'Database and service' })).toContainText('18')
  await expect(page.getByRole('img', { name: /of at most 20, 0 waiting/ })).toBeVisible()
  for (const probe of ['live', 'ready', 'started']) {
    await expect(page.getByRole('listitem').filter({ hasText: probe })).toContainText('UP')
  }
})

test('says that it does not, and when it does again', async ({ page, api, neon }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await page.getByRole('link', { name: 'Status' }).click()
  await neon.say('refuse')
  await neon.say('kill')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(state(page)).toContainText('Not answering')
  await expect(page.getByRole('listitem').filter({ hasText: 'ready' })).toContainText('DOWN')
  await neon.say('recover')
  await expect(state(page)).toContainText('Awake', { timeout: 30_000 })
})

test('asks the database for those who are signed in', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await page.goto('/status')
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill(ann.email)
  await page.getByLabel('Password', { exact: true }).fill(ann.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/status$/)
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Last check asked for').locator('..')).toContainText('just now')
  await expect(page.getByText('Round trip').locator('..')).toContainText('ms')
})

test('says that nothing is known yet', async ({ page }) => {
  // The service is in this state for the blink between its start and its first attempt to connect.
  await page.route('**/api/status', async (route) => {
    const response = await route.fetch()
    const { service, database } = await response.json()
    const nothing = { state: 'UNKNOWN', tls: null, serverVersion: null, schemaVersion: null }
    return route.fulfill({ response, json: { service, database: { ...database, ...nothing } } })
  })
  await page.goto('/status')
  await expect(state(page)).toContainText('Not asked yet')
  await expect(page.getByText('not connected yet')).toHaveCount(2)
})

test('half an hour of looking sends the database nothing, and leaves it asleep', async ({ page, neon }) => {
  test.setTimeout(300_000)
  const service = await Service.startDrowsy(neon.url)
  try {
    await page.clock.install()
    await page.goto(`${service.url}/status`)
    await expect(async () => {
      await page.clock.runFor('00:05')
      await expect(state(page)).toContainText('Asleep', { timeout: 500 })
    }).toPass()
    await expect(page.getByRole('img', { name: /^0 active and 0 idle/ })).toBeVisible()
    await neon.say('sleep')
    await neon.say('counts')

    let looks = 0
    page.on('response', (response) => {
      looks += response.url().endsWith('/api/status') ? 1 : 0
    })
    for (let minute = 0; minute < 30; minute++) {
      for (let turn = 0; turn < 12; turn++) {
        const before = looks
        await page.clock.runFor('00:05')
        await expect.poll(() => looks, { intervals: [5, 10, 20] }).toBeGreaterThan(before)
      }
    }
    await expect(state(page)).toContainText('Asleep')
    await expect(page.getByRole('region', { name: 'Last 24 hours' })).toContainText('Asleep')
    const counts = await neon.say('counts')
    const news = /new\s+Counts\[(.*)\]/.exec(counts)?.[1] ?? ''
    measured(`${looks} looks in 30 minutes: ${news}`)
    expect(looks).toBeGreaterThanOrEqual(360)
    expect(news.split(', ').map((count) => count.split('=')[1])).toEqual(Array(8).fill('0'))
  } finally {
    await service.stop()
  }
})

test('tells of naps, of what ended them, and of what that cost', async ({ page, neon }) => {
  const service = await Service.start(neon.url, {
    DATABASE_SUSPEND_AFTER: '2s',
    DATABASE_IDLE_TIMEOUT: '1s',
    DATABASE_PRICE_PER_HOUR: '0.106',
  })
  try {
    const seen = async () => (await (await fetch(`${service.url}/api/status/history`)).json()) as History
    const asleep = async () => (await seen()).states.at(-1)?.state === 'ASLEEP'
    await expect.poll(asleep).toBe(true)
    expect((await fetch(`${service.url}/health/well`)).status).toBe(200)
    await expect.poll(asleep).toBe(true)
    const causes = (await seen()).wakes.map((wake) => wake.cause)
    expect(causes[0]).toBe('MIGRATION')
    expect(causes.at(-1)).toBe('CHECK')

    await page.goto(`${service.url}/status`)
    const day = page.getByRole('region', { name: 'Last 24 hours' })
    await expect(day.getByRole('list', { name: 'How long it was at what' })).toContainText(/Awake.*Asleep/)
    await expect(day.getByRole('list', { name: 'Woken by' })).toContainText(/A start of the service \d/)
    await expect(day.getByRole('list', { name: 'Woken by' })).toContainText('A check 1')
    await expect(day).toContainText('At 0.106 an hour awake, that is 0.0')
    await day.getByText('The same as tables').click()
    await expect(day.getByRole('table', { name: 'Wake-ups' }).getByRole('row')).toHaveCount(causes.length + 1)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  } finally {
    await service.stop()
  }
})

test('rests while nobody looks', async ({ page }) => {
  await page.clock.install()
  await page.goto('/status')
  await expect(state(page)).toBeVisible()
  let looks = 0
  page.on('request', (request) => {
    looks += request.url().endsWith('/api/status') ? 1 : 0
  })
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.clock.runFor('05:00')
  expect(looks).toBe(0)
})
