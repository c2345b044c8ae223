import { expect, type Page } from '@playwright/test'
import { add, expectAccessible, type Person, row, signIn, test } from './fixtures'

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }
const SHOTS = '../target/browser/screenshots'

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, deviceScaleFactor: 1, reducedMotion: 'reduce' } as object)

      /** Fits, is accessible, and is there to be looked at. */
      async function look(page: Page, name: string): Promise<void> {
        await page.evaluate(() => window.scrollTo(0, 0))
        await page.screenshot({ path: `${SHOTS}/${name}-${size}-${colorScheme}.png`, fullPage: true })
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, `${name} is no wider than the screen`).toBe(0)
        await expectAccessible(page)
      }

      test('ways in', async ({ page }) => {
        await page.goto('/sign-in')
        await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
        await look(page, 'sign-in')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Your e-mail is missing')
        await page.getByLabel('E-mail').fill('ann@example.com')
        await page.getByLabel('Password', { exact: true }).fill('not the password')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await expect(page.getByRole('alert')).toBeVisible()
        await look(page, 'sign-in-refused')
        await page.goto('/sign-up')
        await page.getByLabel('E-mail').fill('ann')
        await page.getByLabel('Password', { exact: true }).fill('short')
        await page.getByRole('button', { name: 'Create account' }).click()
        await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/./)
        await look(page, 'sign-up')
        await page.goto('/nowhere')
        await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
        await look(page, 'nowhere')
      })

      test('tasks', async ({ page, api }) => {
        const ann = await api.signUp('Ann')
        await signIn(page, ann)
        await expect(page.getByText('A clean slate.')).toBeVisible()
        await look(page, 'tasks-empty')

        await week(api, ann)
        await page.reload()
        await expect(page.getByRole('listitem')).toHaveCount(7)
        await look(page, 'tasks')

        await page.getByRole('button', { name: 'Edit Call grandmother' }).click()
        await look(page, 'tasks-edit')
        await page.keyboard.press('Escape')
        await row(page, 'Return the library books').hover()
        await page.getByRole('button', { name: 'Delete Return the library books' }).click()
        await expect(page.getByText('Deleted')).toBeVisible()
        await look(page, 'tasks-undo')
        await page.getByLabel('Search tasks').fill('nothing like it')
        await expect(page.getByText('No task holds')).toBeVisible()
        await look(page, 'tasks-not-found')
      })

      test('naps', async ({ page, api, neon }) => {
        const ann = await api.signUp('Ann')
        await week(api, ann)
        await signIn(page, ann)
        await expect(page.getByRole('listitem')).toHaveCount(7)
        await neon.say('wake 3s')
        await neon.say('sleep')
        await page.reload()
        await expect(page.getByText('Waking the database')).toBeVisible()
        await look(page, 'tasks-waking')
        await expect(page.getByText('Waking the database')).toBeHidden()
        await expect(page.getByRole('listitem')).toHaveCount(7)
        await neon.say('refuse')
        await neon.say('kill')
        await add(page, 'Buy milk')
        await expect(page.getByText('One change waits to be sent')).toBeVisible()
        await look(page, 'tasks-waiting')
      })

      test('conflict', async ({ page, api }) => {
        const ann = await api.signUp('Ann')
        const { id } = await api.add(ann, { title: 'Book the cabin', description: 'Two nights' })
        await signIn(page, ann)
        await page.getByRole('button', { name: 'Edit Book the cabin' }).click()
        await page.getByLabel('Description').fill('Three nights')
        await api.change(ann, id, { description: 'Two nights, with breakfast', dueOn: '2030-12-24' })
        await page.getByRole('button', { name: 'Save' }).click()
        await expect(page.getByRole('button', { name: 'Keep mine' })).toBeVisible()
        await look(page, 'tasks-conflict')
      })

      test('settings', async ({ page, api }) => {
        const ann = await api.signUp('Ann')
        await signIn(page, ann)
        await page.getByRole('link', { name: 'Settings' }).click()
        await page.getByRole('button', { name: 'Delete my account…' }).click()
        await look(page, 'settings')
      })

      test('status', async ({ page, api, neon }) => {
        const ann = await api.signUp('Ann')
        await signIn(page, ann)
        await page.getByRole('link', { name: 'Status' }).click()
        await page.getByRole('button', { name: 'Check now' }).click()
        await expect(page.getByText('Last check asked for').locator('..')).toContainText('just now')
        await expect(page.getByRole('listitem').filter({ hasText: 'ready' })).toContainText('UP')
        await look(page, 'status-awake')
        await neon.say('refuse')
        await neon.say('kill')
        await page.getByRole('button', { name: 'Check now' }).click()
        await expect(page.getByRole('region', { name: 'Database', exact: true })).toContainText(
          'Not answering',
        )
        await expect(page.getByRole('listitem').filter({ hasText: 'ready' })).toContainText('DOWN', {
          timeout: 3000,
        })
        await look(page, 'status-down')
      })
    })
  }
}

async function week(
  api: { add(person: Person, task: object): Promise<{ id: string }> },
  ann: Person,
): Promise<void> {
  const day = (distance: number) => new Date(Date.now() + distance * 86_400_000).toISOString().slice(0, 10)
  await api.add(ann, { title: 'Descale the coffee machine', completed: true })
  await api.add(ann, { title: 'Send Jo the photos from the lake', completed: true })
  await api.add(ann, { title: 'Return the library books', dueOn: day(-3) })
  await api.add(ann, { title: 'Find a present for Lena', description: 'She mentioned a bird feeder' })
  await api.add(ann, { title: 'Book the dentist', dueOn: day(9) })
  await api.add(ann, {
    title: 'Call grandmother',
    description: 'Ask for the plum cake recipe',
    dueOn: day(1),
  })
  await api.add(ann, { title: 'Water the plants', dueOn: day(0) })
}
