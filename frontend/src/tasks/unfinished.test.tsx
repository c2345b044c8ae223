import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { current, end, start } from '../api/session'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'

const MILK = task('1', 'Milk')
const WORDS = { title: 'Oat milk', description: 'From the shop by the lake', dueOn: '', base: MILK }

beforeEach(() => {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })))
})

const key = () => `neon-tasks.drafts.${current().person?.id}`

/** As another tab does it: it writes, and this one is told. */
function writeElsewhere(drafts: object) {
  localStorage.setItem(key(), JSON.stringify(drafts))
  act(() => {
    window.dispatchEvent(new StorageEvent('storage', { key: key() }))
  })
}

it('shows what was being written over a task that is gone, and makes it anew', async () => {
  writeElsewhere({ 1: WORDS })
  const there = having(null)
  visit('/')
  const editor = within(await screen.findByRole('form', { name: 'Edit task' }))
  expect(editor.getByLabelText('Description')).toHaveValue('From the shop by the lake')
  expect(await screen.findByText(/not in the list below/)).toBeInTheDocument()
  await userEvent.click(editor.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('This task was deleted elsewhere')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }))
  await waitFor(() => expect(there.task).toMatchObject({ title: 'Oat milk', description: WORDS.description }))
})

it('shows a change on its way to a task that is not in the list', async () => {
  writeElsewhere({ 1: WORDS })
  service.use(http.get('*/api/tasks/1', () => new Promise<Response>(() => {})))
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('checkbox', { name: 'Done: Oat milk' })).toBeInTheDocument()
  expect(screen.getByTitle('Not sent yet')).toBeInTheDocument()
})

it('shows what another tab is writing, and goes on from there', async () => {
  visit('/')
  const field = await screen.findByLabelText('What needs doing?')
  writeElsewhere({ new: { title: 'Half a thought', description: '', dueOn: '', base: null } })
  expect(field).toHaveValue('Half a thought')
  await userEvent.type(field, ' more')
  expect(localStorage.getItem(key())).toContain('Half a thought more')
})
