import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end, start } from '../api/session'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'
import type { Task } from './task'

const MILK = task('1', 'Milk')

beforeEach(() => {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
})

function listing(...items: Task[]) {
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items, nextCursor: null })))
}

const undo = () => userEvent.keyboard('{Control>}z{/Control}')

it('brings a text back that Escape has dropped', async () => {
  listing(MILK)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Milk' }))
  await userEvent.type(screen.getByLabelText('Description'), 'Four hundred and sixty characters')
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByLabelText('Description')).not.toBeInTheDocument()
  expect(screen.getByText('Discarded your edit of “Milk”')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(screen.getByLabelText('Description')).toHaveValue('Four hundred and sixty characters')
})

it('says nothing of an editor that was only opened', async () => {
  listing(MILK)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Milk' }))
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByText(/Discarded/)).not.toBeInTheDocument()
})

it('takes back all that was done, the newest first', async () => {
  listing(MILK, task('2', 'Bread'))
  const there = having(MILK)
  service.use(
    http.get('*/api/tasks/2', () => HttpResponse.json(task('2', 'Bread'), { headers: { ETag: '"2"' } })),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Done: Milk' }))
  await waitFor(() => expect(there.task?.completed).toBe(true))
  await userEvent.click(screen.getByRole('button', { name: 'Delete Bread' }))
  await userEvent.click(screen.getByRole('button', { name: 'Delete Milk' }))
  expect(screen.queryByRole('listitem')).not.toBeInTheDocument()
  await undo()
  expect(screen.getByRole('checkbox', { name: 'Done: Milk' })).toBeChecked()
  await undo()
  expect(screen.getByRole('checkbox', { name: 'Done: Bread' })).toBeInTheDocument()
  await undo()
  expect(screen.getByRole('checkbox', { name: 'Done: Milk' })).not.toBeChecked()
  await waitFor(() => expect(there.task?.completed).toBe(false))
})

it('leaves Ctrl+Z to a text field, empty or not', async () => {
  listing(MILK)
  having(MILK)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Delete Milk' }))
  await userEvent.click(screen.getByLabelText('What needs doing?'))
  await undo()
  expect(screen.queryByRole('checkbox', { name: 'Done: Milk' })).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
})

it('says where a task has gone that is not shown, and leads there', async () => {
  listing()
  service.use(
    http.put('*/api/tasks/:id', async ({ params, request }) =>
      HttpResponse.json(
        { ...task(String(params.id), ''), ...((await request.json()) as object) },
        { status: 201 },
      ),
    ),
  )
  const router = visit('/?show=done')
  await userEvent.type(await screen.findByLabelText('What needs doing?'), 'Milk{Enter}')
  expect(screen.getByText('Added “Milk”, which is not shown here')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Show all tasks' }))
  await waitFor(() => expect(router.state.location.search).toEqual({}))
})

it('adds a list that is pasted as a list, in its order, and takes it back', async () => {
  listing()
  service.use(http.put('*/api/tasks/:id', () => new Promise<Response>(() => {})))
  visit('/')
  await userEvent.click(await screen.findByLabelText('What needs doing?'))
  await userEvent.paste('- Milk\n- [ ] Bread\r\n\n  3. Salt  \n')
  const titles = () => screen.queryAllByRole('checkbox').map((box) => box.getAttribute('aria-label'))
  expect(titles()).toEqual(['Done: Milk', 'Done: Bread', 'Done: Salt'])
  expect(screen.getByLabelText('What needs doing?')).toHaveValue('')
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(titles()).toEqual([])
})

it('sends a deletion when the page is left before it could be taken back', async () => {
  const milk = task('1', 'Milk', { updatedAt: 'not seen before' })
  listing(milk)
  const there = having(milk)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Delete Milk' }))
  await waitFor(() => expect(there.looks).toBe(1))
  await new Promise((next) => setTimeout(next))
  window.dispatchEvent(new Event('pagehide'))
  await waitFor(() => expect(there.writes).toEqual(['DELETE']), { timeout: 2000 })
})
