import { expect, type Page } from '@playwright/test'
import { expectAccessible, type Person, signIn, test } from './fixtures'
import { Service } from './neon'

const NEXT = 'seven maids with seven mops'

/** Fits the screen, and is there to be looked at. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `../target/browser/screenshots/account-${name}.png`, fullPage: true })
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${name} is no wider than the screen`).toBe(0)
  await expectAccessible(page)
}

const sessions = (page: Page) => page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')

async function settings(page: Page, person: Person): Promise<void> {
  await signIn(page, person)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
}

async function change(page: Page, present: string, next: string): Promise<void> {
  await page.getByRole('button', { name: 'Change password…' }).click()
  await page.getByLabel('Current password').fill(present)
  await page.getByLabel('New password').fill(next)
  await page.getByRole('button', { name: 'Change password', exact: true }).click()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme, reducedMotion: 'reduce' } as object)

    test('settings', async ({ page, api, browser, baseURL }) => {
      const ann = await api.signUp('Ann')
      const other = await browser.newPage({ baseURL: baseURL ?? '' })
      await signIn(other, ann)
      await settings(page, ann)
      // By the API, in the other browser, here.
      await expect(sessions(page)).toHaveCount(3)
      await look(page, `settings-${colorScheme}`)
      await page.getByRole('button', { name: 'Change password…' }).click()
      await page.getByRole('button', { name: 'Change password', exact: true }).click()
      await expect(page.getByLabel('Current password')).toBeFocused()
      await look(page, `settings-missing-${colorScheme}`)
      await other.close()
    })

    test('reset', async ({ page, running, api }) => {
      await page.goto('/reset')
      await expect(page.getByRole('heading', { name: 'This link is not complete' })).toBeFocused()
      await look(page, `reset-incomplete-${colorScheme}`)
      await page.goto(running.service.resetLink((await api.signUp('Ann')).email))
      await expect(page.getByLabel('New password')).toBeFocused()
      await look(page, `reset-${colorScheme}`)
      await page.getByLabel('New password').fill('passwordpassword')
      await page.keyboard.press('Enter')
      await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true')
      await look(page, `reset-refused-${colorScheme}`)
    })
  })
}

test('somebody who has forgotten a password gets back in by the link, with the keyboard alone', async ({
  page,
  running,
  api,
}) => {
  const ann = await api.signUp('Ann')
  await settings(page, ann)
  const link = running.service.resetLink(ann.email)
  await page.goto(link)
  await expect(page).toHaveURL(/\/reset$/)
  await expect(page.getByLabel('New password')).toBeFocused()
  await page.keyboard.type(NEXT)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your password is changed. Sign in with the new one.')).toBeVisible()
  await page.goBack()
  await expect(page).not.toHaveURL(/#/)
  await signIn(page, { ...ann, password: NEXT })
  await page.goto(link)
  await page.getByLabel('New password').fill('six maids with seven mops')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeFocused()
  await expectAccessible(page)
})

test('a reset waits for the database, and keeps what was typed', async ({ page, neon, running, api }) => {
  const ann = await api.signUp('Ann')
  await page.goto(running.service.resetLink(ann.email))
  await page.getByLabel('New password').fill(NEXT)
  await neon.say('refuse')
  await neon.say('kill')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing you typed is lost.')).toBeVisible()
  await expect(page.getByLabel('New password')).toHaveValue(NEXT)
  await expectAccessible(page)
  await neon.say('recover')
  await expect(page.getByText('Your password is changed. Sign in with the new one.')).toBeVisible()
})

test('a name and a password are changed, and the other browser is signed out', async ({
  page,
  browser,
  baseURL,
  api,
}) => {
  const ann = await api.signUp('Ann')
  const other = await browser.newPage({ baseURL: baseURL ?? '' })
  await signIn(other, ann)
  await settings(page, ann)
  await page.getByLabel('Name').fill('Anna')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await change(page, 'not the password', NEXT)
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/Wrong password/)
  await expect(page.getByLabel('Current password')).toBeFocused()
  await page.getByLabel('Current password').fill(ann.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Your password is changed/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change password…' })).toBeFocused()
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Anna’s tasks' })).toBeVisible()
  await other.reload()
  await expect(other.getByText('Your session has ended.')).toBeVisible()
  await other.close()
})

test('sessions are ended one by one and all at once', async ({ page, browser, baseURL, api }) => {
  const ann = await api.signUp('Ann')
  const others = []
  for (let count = 0; count < 2; count++) {
    const other = await browser.newPage({ baseURL: baseURL ?? '' })
    await signIn(other, ann)
    others.push(other)
  }
  await settings(page, ann)
  await expect(sessions(page)).toHaveCount(4)
  await expect(sessions(page).filter({ hasText: 'This one' })).toContainText('Chrome')
  await page
    .getByRole('button', { name: /^End the session/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await expect(sessions(page)).toHaveCount(3)
  await expect(page.getByRole('button', { name: /^End the session/ }).first()).toBeFocused()
  await page.getByRole('button', { name: 'End all others' }).click()
  await expect(sessions(page)).toHaveCount(1)
  await expect(page.getByText('You are signed in nowhere else.')).toBeFocused()
  for (const other of others) {
    await other.reload()
    await expect(other.getByText('Your session has ended.')).toBeVisible()
    await other.close()
  }
})

test('settings wake nobody until the sessions are asked for', async ({ page, neon }) => {
  const service = await Service.startDrowsy(neon.url)
  try {
    await page.goto(`${service.url}/sign-up`)
    await page.getByLabel('E-mail').fill(`ann-${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(sessions(page)).toHaveCount(1)
    const state = async () => (await (await fetch(`${service.url}/api/status`)).json()).database
    await expect.poll(async () => (await state()).state).toBe('ASLEEP')
    await neon.say('sleep')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Show where I am signed in' })).toBeVisible()
    await expectAccessible(page)
    expect((await state()).state).toBe('ASLEEP')
    await page.getByRole('button', { name: 'Show where I am signed in' }).click()
    await expect(sessions(page)).toHaveCount(1)
  } finally {
    await service.stop()
  }
})

test('whoever signs out while the database is away leaves no cookie', async ({
  page,
  context,
  neon,
  api,
}) => {
  await signIn(page, await api.signUp('Ann'))
  await neon.say('refuse')
  await neon.say('kill')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out here, but the session could not be ended')).toBeVisible()
  expect((await context.cookies()).filter(({ name }) => name.includes('refresh_token'))).toEqual([])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'All right' }).click()
  await expect(page.getByText('could not be ended')).toBeHidden()
})
