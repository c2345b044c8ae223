import { expect } from '@playwright/test'
import { row, signIn, test } from './fixtures'

test('everything about tasks works without a mouse', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await signIn(page, ann)
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())

  await page.getByLabel('What needs doing?').focus()
  await page.keyboard.type('First')
  await press('Enter')
  await page.keyboard.type('Second')
  await press('Enter')
  await expect(page.getByRole('listitem')).toHaveText([/Second/, /First/])

  await page.getByRole('checkbox', { name: 'Done: Second' }).focus()
  await press('ArrowDown')
  await expect(page.getByRole('checkbox', { name: 'Done: First' })).toBeFocused()
  await press('Space')
  await expect(page.getByRole('checkbox', { name: 'Done: First' })).toBeChecked()

  await press('Tab')
  await expect(page.getByRole('button', { name: 'Edit First' })).toBeFocused()
  await press('Enter')
  await expect(page.getByLabel('Title')).toBeFocused()
  await press('End')
  await page.keyboard.type(' of all')
  await press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Edit First of all' })).toBeFocused()

  await press('Enter')
  await page.keyboard.type(' never mind')
  await press('Escape')
  await expect(page.getByRole('button', { name: 'Edit First of all' })).toBeFocused()

  await press('Delete')
  await expect(row(page, 'First of all')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Edit Second' })).toBeFocused()
  await press('Control+z')
  await expect(row(page, 'First of all')).toHaveCount(1)
})
