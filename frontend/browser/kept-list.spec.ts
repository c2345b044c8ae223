import { expect, type Page } from '@playwright/test'
import { measured, row, signIn, test } from './fixtures'
import { Service } from './neon'

/** Until the browser has all that the page is made of. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state !== 'activated') {
      await new Promise((done) => active?.addEventListener('statechange', done, { once: true }))
    }
  })
}

/** Until the list that is shown is in the browser, too. */
async function keptList(page: Page, title: string, database = 'neon-tasks.lists'): Promise<void> {
  const read = () =>
    page.evaluate(
      (name) =>
        new Promise<string>((answer, fail) => {
          const opening = indexedDB.open(name)
          opening.onerror = fail
          opening.onsuccess = () => {
            const reading = opening.result.transaction('lists').objectStore('lists').getAll()
            reading.onsuccess = () => {
              answer(JSON.stringify(reading.result))
              opening.result.close()
            }
          }
        }),
      database,
    )
  await expect.poll(read).toContain(title)
}

test('opens where nobody can be reached, with the last list, and takes changes to it', async ({
  page,
  context,
  api,
}) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await signIn(page, ann)
  await expect(row(page, 'Water the plants')).toBeVisible()
  await kept(page)
  await keptList(page, 'Water the plants')
  await context.setOffline(true)
  await page.reload()
  await expect(row(page, 'Water the plants')).toBeVisible()
  await expect(page.getByText(/^As of /)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Done: Water the plants' }).check()
  await page.goto('/settings')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('checkbox', { name: 'Done: Water the plants' })).toBeChecked()
  await context.setOffline(false)
  await expect(page.getByText(/^As of /)).toBeHidden()
  await expect.poll(async () => (await api.titles(ann)).length).toBe(1)
  await expect(page.getByTitle('Not sent yet')).toBeHidden()
})

test('shows the last list while the database sleeps, and leaves it asleep', async ({ page, neon }) => {
  const service = await Service.startDrowsy(neon.url)
  try {
    await page.goto(`${service.url}/sign-up`)
    await page.getByLabel('E-mail').fill(`ann-${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByLabel('What needs doing?').fill('Water the plants')
    await page.keyboard.press('Enter')
    await expect(row(page, 'Water the plants')).toBeVisible()
    await kept(page)
    await keptList(page, 'Water the plants')
    const state = async () => (await (await fetch(`${service.url}/api/status`)).json()).database
    await expect.poll(async () => (await state()).state).toBe('ASLEEP')
    await expect.poll(async () => (await state()).pool.idle).toBe(0)
    await neon.say('sleep')
    await neon.say('counts')
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('[aria-label="Tasks"] li') !== null) {
          performance.mark('tasks')
          seen.disconnect()
        }
      })
      seen.observe(document, { childList: true, subtree: true })
    })
    await page.reload()
    await expect(row(page, 'Water the plants')).toBeVisible()
    await expect(page.getByText(/^As of /)).toBeVisible()
    const millis = await page.evaluate(() => performance.getEntriesByName('tasks')[0]?.startTime)
    measured(`tasks on screen ${Math.round(millis ?? Number.NaN)} ms after a reload, the database asleep`)
    await page.waitForLoadState('networkidle')
    const news = /new\s+Counts\[(.*)\]/.exec(await neon.say('counts'))?.[1] ?? ''
    expect(news.split(', ').map((count) => count.split('=')[1])).toEqual(Array(8).fill('0'))
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/^As of /)).toBeHidden()
    await expect.poll(async () => (await state()).state).toBe('UP')
  } finally {
    await service.stop()
  }
})

test('leaves nothing to the next person, nor to nobody', async ({ page, context, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await signIn(page, ann)
  await kept(page)
  await keptList(page, 'Water the plants')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await keptList(page, '[]')
  await context.setOffline(true)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await context.setOffline(false)
  await signIn(page, await api.signUp('Bob'))
  await expect(page.getByText('A clean slate.')).toBeVisible()
  await expect(row(page, 'Water the plants')).toHaveCount(0)
})

test('never keeps an answer of the API', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants' })
  await signIn(page, ann)
  await kept(page)
  await page.reload()
  await expect(row(page, 'Water the plants')).toBeVisible()
  const urls = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(urls).toContain('/')
  expect(urls.filter((url) => /^\/(api|health|docs|openapi)/.test(url))).toEqual([])
})

test('is never an old page while the service is there, and does not load twice', async ({
  page,
  api,
  baseURL,
}) => {
  await signIn(page, await api.signUp('Ann'))
  await kept(page)
  let loads = 0
  page.on('load', () => loads++)
  // What an older version would have kept.
  await page.evaluate(async () => {
    const [name] = await caches.keys()
    const cache = await caches.open(name ?? '')
    const old = new Response('<title>old</title>', { headers: { 'Content-Type': 'text/html' } })
    await cache.put(`${location.origin}/`, old)
  })
  await page.goto(baseURL ?? '')
  await expect(page.getByText('A clean slate.')).toBeVisible()
  expect(loads).toBe(1)
})

test('can be installed', async ({ page, api }) => {
  await signIn(page, await api.signUp('Ann'))
  await kept(page)
  const network = await page.context().newCDPSession(page)
  const { errors } = await network.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { installabilityErrors } = await network.send('Page.getInstallabilityErrors')
  // A window of a test is one of those that keep nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
})

test('opens under a path of a host that has others, and keeps to it', async ({ page, context, running }) => {
  const service = await Service.start(running.simulator.url, { BASE_PATH: '/team/tasks' })
  try {
    await page.goto(`${service.url}/sign-up`)
    await page.getByLabel('E-mail').fill(`ann-${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByLabel('What needs doing?').fill('Water the plants')
    await page.keyboard.press('Enter')
    await expect(row(page, 'Water the plants')).toBeVisible()
    await kept(page)
    await keptList(page, 'Water the plants', 'neon-tasks/team/tasks.lists')
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
    expect(scope).toBe(`${service.url}/`)
    await context.setOffline(true)
    await page.goto(`${service.url}/`)
    await expect(row(page, 'Water the plants')).toBeVisible()
  } finally {
    await context.setOffline(false)
    await service.stop()
  }
})
