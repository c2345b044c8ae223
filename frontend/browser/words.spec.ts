import { expect, type Page } from '@playwright/test'
import { add, row, signIn, test } from './fixtures'

const field = (page: Page) => page.getByLabel('What needs doing?')

/** Until not one letter more is taken. */
async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
      for (let part = 0; ; part++) {
        try {
          localStorage.setItem(`filler.${size}.${part}`, 'x'.repeat(size))
        } catch {
          break
        }
      }
    }
  })
}

test('two tabs write one text', async ({ page, context, api }) => {
  await signIn(page, await api.signUp('Ann'))
  const other = await context.newPage()
  await other.goto('/')
  await expect(field(other)).toBeVisible()
  await field(page).fill('Half a thought')
  await expect(field(other)).toHaveValue('Half a thought')
  await field(other).press('End')
  await field(other).pressSequentially(' and the rest')
  await expect(field(page)).toHaveValue('Half a thought and the rest')
})

test('an edit survives the deletion of its task elsewhere, and a reload', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await signIn(page, ann)
  await page.getByRole('button', { name: 'Edit Buy milk' }).click()
  await page.getByLabel('Description').fill('From the shop by the lake')
  await api.remove(ann, id)
  await page.reload()
  await expect(page.getByLabel('Description')).toHaveValue('From the shop by the lake')
  await expect(page.getByText(/not in the list below/)).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy milk'])
})

test('Escape drops nothing for good', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await signIn(page, ann)
  await page.getByRole('button', { name: 'Edit Buy milk' }).click()
  await page.getByLabel('Description').fill('x'.repeat(460))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Edit Buy milk' })).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(page.getByLabel('Description')).toHaveValue('x'.repeat(460))
})

test('storage that is full takes nothing away: it is said, sent, and asked about', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await expect(page.getByText('A clean slate.')).toBeVisible()
  await fillStorage(page)
  await field(page).fill('Half a thought')
  await expect(page.getByText(/as long as this page stays open/)).toBeVisible()
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => setTimeout(() => location.reload()))
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(field(page)).toHaveValue('Half a thought')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Half a thought'])
  await expect(page.getByText(/as long as this page stays open/)).toBeHidden()
})

test('storage that is denied leaves a page that works', async ({ page, api }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Denied.', 'SecurityError')
        },
      })
    }
  })
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  await add(page, 'Buy milk')
  await expect(row(page, 'Buy milk')).toBeVisible()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy milk'])
})

test('a deletion is sent when the tab is closed at once', async ({ page, context, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await context.newPage()
  await signIn(page, ann)
  const looked = page.waitForResponse((response) => /api\/tasks\/[0-9a-f-]+$/.test(response.url()))
  await page.getByRole('button', { name: 'Delete Buy milk' }).click()
  await (await looked).finished()
  await expect(page.getByText('Deleted “Buy milk”')).toBeVisible()
  await page.close({ runBeforeUnload: true })
  // Sooner than it would have been sent.
  await expect.poll(() => api.titles(ann), { timeout: 4000 }).toEqual([])
})
