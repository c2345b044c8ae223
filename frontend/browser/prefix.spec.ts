import { expect } from '@playwright/test'
import { add, row, test } from './fixtures'
import { Service } from './neon'

const PREFIX = '/team/tasks'

test('under a path of a host that has others, all is there and nothing elsewhere', async ({
  page,
  running,
}) => {
  const service = await Service.start(running.simulator.url, { BASE_PATH: PREFIX })
  const outside: string[] = []
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith(`${PREFIX}/`)) {
      outside.push(request.url())
    }
  })

  await test.step('leads back where somebody wanted to go', async () => {
    await page.goto(`${service.url}/settings`)
    await expect(page).toHaveURL(`${service.url}/sign-in?next=%2Fsettings`)
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('E-mail').fill(`ann-${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page).toHaveURL(`${service.url}/settings`)
  })

  await test.step('keeps tasks, and the session', async () => {
    await page.getByRole('link', { name: 'Tasks', exact: true }).click()
    await add(page, 'Water the plants')
    await expect(row(page, 'Water the plants')).toBeVisible()
    await page.reload()
    await expect(row(page, 'Water the plants')).toBeVisible()
    await page.getByLabel('Search tasks').fill('plants')
    await expect(page).toHaveURL(`${service.url}/?q=plants`)
  })

  await test.step('finds the probes, and pages wherever one begins', async () => {
    const probe = page.waitForResponse(`${service.url}/health/ready`)
    await page.getByRole('link', { name: 'Status' }).click()
    await expect(page).toHaveURL(`${service.url}/status`)
    expect((await probe).status()).toBe(200)
    await page.goto(`${service.url}/some/where`)
    await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  })

  await test.step('describes itself, and can be tried out there', async () => {
    await page.goto(`${service.url}/docs`)
    await page.locator('#operations-Status-getStatus').click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    const answer = page.waitForResponse(`${service.url}/api/status`)
    await page.getByRole('button', { name: 'Execute' }).click()
    expect((await answer).status()).toBe(200)
  })

  await test.step('lets go', async () => {
    await page.goto(service.url)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(`${service.url}/sign-in`)
  })

  // A path of its own, without a slash, is its page too.
  expect(outside.filter((url) => url !== service.url && url !== `${service.url}/`)).toEqual([])
  await service.stop()
})
