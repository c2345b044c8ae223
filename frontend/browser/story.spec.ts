import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { add, row, test } from './fixtures'

test('a person comes, keeps tasks, takes them along and goes', async ({ page }) => {
  const email = `ann-${crypto.randomUUID()}@example.com`
  const password = 'correct horse battery'

  await test.step('signs up, after a look at the rules', async () => {
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Name').fill('Ann')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/15/)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { name: 'Ann’s tasks' })).toBeVisible()
    await expect(page.getByText('A clean slate.')).toBeVisible()
  })

  await test.step('adds tasks, one with a day', async () => {
    await add(page, 'Water the plants')
    await add(page, 'Call grandmother')
    await page.getByLabel('What needs doing?').fill('Pay the rent')
    await page.getByRole('form', { name: 'New task' }).getByLabel('Due').fill('2020-01-01')
    await page.getByRole('button', { name: 'Add' }).click()
    await expect(page.getByRole('listitem')).toHaveText([
      /Pay the rent/,
      /Call grandmother/,
      /Water the plants/,
    ])
    await expect(row(page, 'Pay the rent')).toContainText('Overdue')
  })

  await test.step('edits one where it stands', async () => {
    await page.getByRole('button', { name: 'Edit Call grandmother' }).click()
    await page.getByLabel('Title').fill('Call grandma')
    await page.getByLabel('Description').fill('She likes Sundays.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(row(page, 'Call grandma')).toContainText('She likes Sundays.')
  })

  await test.step('completes one, filters and searches', async () => {
    await page.getByRole('checkbox', { name: 'Done: Water the plants' }).check()
    await page.getByText('Overdue', { exact: true }).click()
    await expect(page.getByRole('listitem')).toHaveText([/Pay the rent/])
    await page.getByText('All', { exact: true }).click()
    await page.getByLabel('Search tasks').fill('sundays')
    await expect(page.getByRole('listitem')).toHaveText([/Call grandma/])
    await expect(page).toHaveURL(/q=sundays/)
    await page.getByLabel('Search tasks').fill('100%')
    await expect(page.getByText('No task holds “100%”.')).toBeVisible()
    await page.getByLabel('Search tasks').fill('')
    await expect(page.getByRole('listitem')).toHaveCount(3)
  })

  await test.step('deletes one, thinks again, deletes another', async () => {
    await row(page, 'Pay the rent').hover()
    await page.getByRole('button', { name: 'Delete Pay the rent' }).click()
    await expect(row(page, 'Pay the rent')).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(row(page, 'Pay the rent')).toHaveCount(1)
    await row(page, 'Water the plants').hover()
    await page.getByRole('button', { name: 'Delete Water the plants' }).click()
    await expect(page.getByText('Deleted “Water the plants”')).toBeHidden()
  })

  await test.step('is still there after a reload', async () => {
    await page.reload()
    await expect(page.getByRole('listitem')).toHaveText([/Pay the rent/, /Call grandma/])
  })

  await test.step('takes everything along', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export my data' }).click()
    const file = JSON.parse(await readFile(await (await download).path(), 'utf8'))
    expect(file.user.email).toBe(email)
    expect(file.tasks.map((task: { title: string }) => task.title).sort()).toEqual([
      'Call grandma',
      'Pay the rent',
    ])
  })

  await test.step('signs out and comes back', async () => {
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await loaded
    await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
    await page.goto('/settings')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toHaveText('Wrong e-mail or password.')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  })

  await test.step('leaves for good', async () => {
    await page.getByRole('button', { name: 'Delete my account…' }).click()
    await page.getByLabel('Your password').fill('not the password')
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await expect(page.getByLabel('Your password')).toHaveAccessibleDescription(/password/i)
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toHaveText('Wrong e-mail or password.')
  })
})
