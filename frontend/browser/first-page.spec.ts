import { expect } from '@playwright/test'
import { measured, signIn, test } from './fixtures'

const MOST_BYTES = 150 * 1024

test('the first page is small, early and still', async ({ page, browser, baseURL }) => {
  // Of a service that has served before, to a browser that was never here.
  const other = await browser.newPage({ baseURL: baseURL ?? '' })
  await other.goto('/', { waitUntil: 'networkidle' })
  await other.context().close()
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  let bytes = 0
  let files = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    files++
  })
  await page.addInitScript(() => {
    const figures = { shift: 0 }
    Object.assign(window, { figures })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        figures.shift += (entry as PerformanceEntry & { value: number }).value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/', { waitUntil: 'networkidle' })
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const { paint, shift } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    shift: (window as unknown as { figures: { shift: number } }).figures.shift,
  }))
  const figures = `first page: ${bytes} bytes in ${files} files, first contentful paint ${Math.round(paint)} ms, layout shift ${shift.toFixed(4)}`
  measured(figures)
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
  expect(paint).toBeLessThan(2500)
  expect(shift).toBeLessThan(0.1)
})

test('comes as it should be kept', async ({ request }) => {
  const page = await request.get('/somewhere/deep', { headers: { Accept: 'text/html' } })
  expect(page.headers()).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'text/html;charset=UTF-8',
  })
  const policy = page.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(/script-src[^;]*unsafe/.test(policy)).toBe(false)

  const asset = /\/assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? ''
  for (const encoding of ['br', 'gzip', 'identity']) {
    const headers = (await request.get(asset, { headers: { 'Accept-Encoding': encoding } })).headers()
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-encoding'] ?? 'identity').toBe(encoding)
  }
  const etag = page.headers().etag ?? ''
  const again = await request.get('/', { headers: { Accept: 'text/html', 'If-None-Match': etag } })
  expect(again.status()).toBe(304)

  for (const path of ['/api/nothing', '/health/nothing', '/assets/nothing.js', '/.well-known/nothing']) {
    expect((await request.get(path, { headers: { Accept: 'text/html' } })).status(), path).toBe(404)
  }
  expect((await request.get('/nothing', { headers: { Accept: 'application/json' } })).status()).toBe(404)
  expect((await request.post('/somewhere', { headers: { Accept: 'text/html' } })).status()).not.toBe(200)
})

test('runs where no style may stand in the page either', async ({ page, api }) => {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') {
      return route.continue()
    }
    const response = await route.fetch()
    const headers = { ...response.headers(), 'content-security-policy': "default-src 'self'" }
    return route.fulfill({ response, headers })
  })
  // The fixture sees what the browser complains of.
  await signIn(page, await api.signUp('Ann'))
  for (const name of ['Status', 'Settings']) {
    await page.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }
})
