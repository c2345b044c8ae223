import { expect, type Page } from '@playwright/test'
import { expectAccessible, goOffline, row, signIn, test } from './fixtures'

const view = (page: Page, name: RegExp) => page.getByRole('search').getByRole('radio', { name })
/** The button itself is not in sight, and a key is what it takes all the same. */
const choose = (page: Page, name: RegExp) => view(page, name).press('Space')
const day = (distance: number) => {
  const at = new Date()
  at.setDate(at.getDate() + distance)
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
}

test('shows what is overdue, due today and upcoming, with how many, by keyboard alone', async ({
  page,
  api,
}) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Return the books', dueOn: day(-3) })
  await api.add(ann, { title: 'Pay the rent', dueOn: day(-9) })
  await api.add(ann, { title: 'Water the plants', dueOn: day(0) })
  await api.add(ann, { title: 'Book the dentist', dueOn: day(9) })
  await api.add(ann, { title: 'Send the photos', dueOn: day(-1), completed: true })
  await api.add(ann, { title: 'Find a present' })
  await signIn(page, ann)
  await expect(view(page, /^All 6$/)).toBeChecked()
  const calls: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) {
      calls.push(request.url())
    }
  })
  await view(page, /^All/).focus()
  for (const [key, name, titles] of [
    ['ArrowLeft', /^Upcoming 1$/, [/Book the dentist/]],
    ['ArrowLeft', /^Today 1$/, [/Water the plants/]],
    ['ArrowLeft', /^Overdue 2$/, [/Pay the rent/, /Return the books/]],
  ] as const) {
    await page.keyboard.press(key)
    await expect(view(page, name)).toBeChecked()
    await expect(page.getByRole('listitem')).toHaveText(titles)
  }
  expect(calls).toHaveLength(3)
  await page.getByRole('checkbox', { name: 'Done: Pay the rent' }).press('Space')
  await expect(page.getByText('Completed “Pay the rent”')).toBeVisible()
  await expect(view(page, /^Overdue 1$/)).toBeChecked()
  await expect(view(page, /^Done 2$/)).toBeAttached()
  await choose(page, /^All/)
  await page.getByLabel('Order').selectOption('By date due')
  await expect(page.getByRole('listitem')).toHaveText([
    /Pay the rent/,
    /Return the books/,
    /Send the photos/,
    /Water the plants/,
    /Book the dentist/,
    /Find a present/,
  ])
  await page.reload()
  await expect(page.getByRole('listitem')).toHaveCount(6)
  await expect(page.getByLabel('Order')).toHaveValue('due')
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 390, 1280]) {
    test(`takes a day in words, and has all views on a screen of ${width} px, ${colorScheme}`, async ({
      page,
      api,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 844 })
      await signIn(page, await api.signUp('Ann'))
      await page.getByLabel('What needs doing?').fill('Call grandmother')
      const due = page.getByRole('form', { name: 'New task' }).getByLabel('Due')
      await due.pressSequentially('tom')
      await expect(page.getByText('Tomorrow', { exact: true })).toBeVisible()
      await page.screenshot({ path: `../target/browser/screenshots/views-typed-${width}-${colorScheme}.png` })
      await due.press('Enter')
      await expect(row(page, 'Call grandmother')).toContainText('Tomorrow')
      await due.fill('whenever')
      await page.getByRole('button', { name: 'Add' }).click()
      await expect(due).toHaveAccessibleDescription(/^No date: try/)
      await expectAccessible(page)
      await due.fill('')
      await choose(page, /^Upcoming 1$/)
      await expect(row(page, 'Call grandmother')).toBeVisible()
      await page.getByRole('button', { name: 'Edit Call grandmother' }).click()
      const form = page.getByRole('form', { name: 'Edit task' })
      // As the browser's own picker does.
      await form.locator('input[type=date]').evaluate((element, value) => {
        const input = element as HTMLInputElement
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }, day(0))
      await form.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('which is not shown here any more')).toBeVisible()
      await choose(page, /^Today 1$/)
      await expect(row(page, 'Call grandmother')).toContainText('Today')
      await page.screenshot({ path: `../target/browser/screenshots/views-${width}-${colorScheme}.png` })
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      await expectAccessible(page)
    })
  }
}

test('opens the browser’s own picker', async ({ page, api }) => {
  await signIn(page, await api.signUp('Ann'))
  await page.evaluate(() => {
    HTMLInputElement.prototype.showPicker = function () {
      document.body.dataset.picked = this.type
    }
  })
  await page.getByLabel('What needs doing?').fill('Call grandmother')
  await page.getByRole('form', { name: 'New task' }).getByRole('button', { name: 'Pick a date' }).click()
  await expect(page.locator('body')).toHaveAttribute('data-picked', 'date')
})

test('counts nothing when nobody may wake the database', async ({ page, context, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Water the plants', dueOn: day(0) })
  await signIn(page, ann)
  await expect(view(page, /^Today 1$/)).toBeAttached()
  await goOffline(page)
  await choose(page, /^Today/)
  await expect(row(page, 'Water the plants')).toBeVisible()
  await expect(view(page, /^Today 1$/)).toBeChecked()
  await context.setOffline(false)
})
