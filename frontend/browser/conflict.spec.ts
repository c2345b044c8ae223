import { expect, type Page } from '@playwright/test'
import { type Person, row, signIn, test } from './fixtures'

async function editing(page: Page, ann: Person): Promise<void> {
  await signIn(page, ann)
  await page.getByRole('button', { name: 'Edit Buy milk' }).click()
  await page.getByLabel('Title').fill('Buy oat milk')
}

test('both versions are shown, and mine can win', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.change(ann, id, { title: 'Buy soy milk', dueOn: '2030-12-24' })
  await page.getByRole('button', { name: 'Save' }).click()

  const versions = page.getByRole('alert', { name: 'Two versions of this task' })
  await expect(versions).toContainText('Buy oat milk')
  await expect(versions).toContainText('Buy soy milk')
  expect(await api.titles(ann)).toEqual(['Buy soy milk'])

  await page.reload()
  await versions.getByRole('button', { name: 'Keep mine' }).click()
  await expect(versions).toBeHidden()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy oat milk'])
})

test('theirs can win', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.change(ann, id, { title: 'Buy soy milk' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Keep theirs' }).click()
  await expect(row(page, 'Buy soy milk')).toBeVisible()
  expect(await api.titles(ann)).toEqual(['Buy soy milk'])
})

test('a task that was deleted elsewhere can come back', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  const { id } = await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await api.remove(ann, id)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('This task was deleted elsewhere')).toBeVisible()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy oat milk'])
})

test('a second edit of one’s own is no conflict', async ({ page, api }) => {
  const ann = await api.signUp('Ann')
  await api.add(ann, { title: 'Buy milk' })
  await editing(page, ann)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Edit Buy oat milk' }).click()
  await page.getByLabel('Title').fill('Buy rice milk')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => api.titles(ann)).toEqual(['Buy rice milk'])
  await expect(page.getByRole('alert')).toHaveCount(0)
})
