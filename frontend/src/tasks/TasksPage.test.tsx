import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { problem, service, session, task } from '../test/service'
import type { Task } from './task'

beforeEach(() => {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
})

function listing(...items: Task[]) {
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items, nextCursor: null })))
}

const rows = () => within(screen.getByRole('list', { name: 'Tasks' })).queryAllByRole('listitem')

it('shows a new task before the service has it', async () => {
  listing()
  service.use(
    http.put('*/api/tasks/:id', async ({ params, request }) => {
      await delay(500)
      return HttpResponse.json(
        { ...task(String(params.id), ''), ...((await request.json()) as object) },
        { status: 201 },
      )
    }),
  )
  visit('/')
  await userEvent.type(await screen.findByLabelText('What needs doing?'), 'Milk{Enter}')
  expect(rows()).toHaveLength(1)
  expect(screen.getByTitle('Not sent yet')).toBeInTheDocument()
  expect(screen.getByLabelText('What needs doing?')).toHaveValue('')
  await waitFor(() => expect(screen.queryByTitle('Not sent yet')).not.toBeInTheDocument())
  expect(rows()).toHaveLength(1)
})

it('goes back when the service refuses and the person gives in', async () => {
  listing(task('1', 'Milk'))
  service.use(http.patch('*/api/tasks/1', () => problem(422, 'validation', 'Not like this.')))
  visit('/')
  const checkbox = await screen.findByRole('checkbox', { name: 'Done: Milk' })
  await userEvent.click(checkbox)
  expect(checkbox).toBeChecked()
  expect(await screen.findByText(/Not like this\./)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
  expect(screen.getByRole('checkbox', { name: 'Done: Milk' })).not.toBeChecked()
})

it('says after a moment that it waits for the database, and when it tries again', async () => {
  service.use(
    http.get(
      '*/api/tasks',
      async () => {
        await delay(1500)
        return problem(503, 'database-unavailable', 'The database is away.', { 'Retry-After': '1' })
      },
      { once: true },
    ),
  )
  visit('/')
  expect(await screen.findByText('Waking the database')).toBeInTheDocument()
  listing(task('1', 'Milk'))
  expect(await screen.findByText('The database is away.')).toBeInTheDocument()
  expect(await screen.findByRole('checkbox', { name: 'Done: Milk' })).toBeInTheDocument()
  expect(screen.queryByText('The database is away.')).not.toBeInTheDocument()
})

it('does not send a title that is too long, and says by how much', async () => {
  listing()
  visit('/')
  const field = await screen.findByLabelText('What needs doing?')
  await userEvent.click(field)
  await userEvent.paste('🥛'.repeat(201))
  await userEvent.keyboard('{Enter}')
  expect(field).toHaveAccessibleDescription(/1 too many/)
  expect(rows()).toHaveLength(0)
})

it('keeps an edit that is not finished', async () => {
  listing(task('1', 'Milk'))
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Milk' }))
  await userEvent.type(screen.getByLabelText('Title'), ' and honey')
  expect(localStorage.length).toBeGreaterThan(1)
  expect(Object.values({ ...localStorage }).join()).toContain('Milk and honey')
  await userEvent.keyboard('{Escape}')
  expect(Object.values({ ...localStorage }).join()).not.toContain('honey')
})

it('follows a link away from a search', async () => {
  listing()
  const router = visit('/')
  const search = await screen.findByRole('searchbox', { name: 'Search tasks' })
  await userEvent.type(search, 'milk')
  await waitFor(() => expect(router.state.location.search).toEqual({ q: 'milk' }))
  expect(search).toHaveValue('milk')
  await router.navigate({ to: '/', search: {} })
  await waitFor(() => expect(search).toHaveValue(''))
  await delay(400)
  expect(router.state.location.search).toEqual({})
  router.history.back()
  await waitFor(() => expect(search).toHaveValue('milk'))
})
