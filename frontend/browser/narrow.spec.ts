import { expect, type Page } from '@playwright/test'
import { expectAccessible, row, signIn, test } from './fixtures'

test.use({ viewport: { width: 320, height: 640 } })

async function fits(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `../target/browser/screenshots/${name}-narrow.png`, fullPage: true })
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${name} is no wider than the screen`).toBe(0)
  await expectAccessible(page)
}

test('fits into 320 px, whatever is written', async ({ page, api }) => {
  const ann = await api.signUp('W'.repeat(100))
  await api.add(ann, { title: 'W'.repeat(200), description: `https://example.com/${'W'.repeat(300)}` })
  const { id } = await api.add(ann, { title: 'Buy milk', dueOn: '2020-01-01' })
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await fits(page, 'sign-in')
  await page.goto('/sign-up')
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible()
  await fits(page, 'sign-up')
  await signIn(page, ann)
  await expect(row(page, 'Buy milk')).toBeVisible()
  await fits(page, 'tasks')
  await page.getByRole('button', { name: 'Edit Buy milk' }).click()
  await fits(page, 'tasks-edit')
  await page.getByLabel('Title').fill('W'.repeat(100))
  await api.change(ann, id, { title: 'Buy soy milk' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Keep mine' })).toBeVisible()
  await fits(page, 'tasks-conflict')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Delete my account…' }).click()
  await fits(page, 'settings')
  await page.getByRole('link', { name: 'Status' }).click()
  await expect(page.getByRole('region', { name: 'Database', exact: true })).toBeVisible()
  await fits(page, 'status')
})

test('shows a task in the upper third of a phone', async ({ page, api }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await signIn(page, ann)
  await expect(row(page, 'Buy milk')).toBeVisible()
  const top = await row(page, 'Buy milk').evaluate((element) => element.getBoundingClientRect().top)
  expect(top).toBeLessThan(844 / 3)
})

test('tells by more than colour where colours are forced', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/status')
  const database = page.getByRole('region', { name: 'Database', exact: true })
  await expect(database).toContainText('Awake')
  const colours = await page.evaluate(() => {
    const of = (element: Element | null) => element && getComputedStyle(element).backgroundColor
    return {
      ground: of(document.body),
      light: of(document.querySelector('[data-state] > span')),
      active: of(document.querySelector('li > [data-kind="active"]')),
      idle: of(document.querySelector('li > [data-kind="idle"]')),
      free: of(document.querySelector('li > [data-kind="free"]')),
    }
  })
  expect(colours.light).not.toBe(colours.ground)
  expect(new Set([colours.active, colours.idle, colours.free]).size).toBe(3)
})

test('prints the tasks, and nothing to press', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, ann)
  await expect(row(page, 'Buy milk')).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(row(page, 'Buy milk')).toBeVisible()
  await expect(page.getByRole('form', { name: 'New task' })).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(ground).toBe('rgb(255, 255, 255)')
})
