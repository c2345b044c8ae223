import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { current, end, start } from '../api/session'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { AWAY, problem, service, session, task } from '../test/service'
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
  const milk = task('1', 'Milk')
  listing(milk)
  having(milk)
  service.use(http.patch('*/api/tasks/1', () => problem(422, 'validation', 'Not like this.')))
  visit('/')
  const checkbox = await screen.findByRole('checkbox', { name: 'Done: Milk' })
  await userEvent.click(checkbox)
  expect(checkbox).toBeChecked()
  expect(await screen.findByText(/Not like this\./)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
  expect(screen.getByRole('checkbox', { name: 'Done: Milk' })).not.toBeChecked()
})

it('says in plain words why and for how long a change waits', async () => {
  const milk = task('1', 'Milk')
  listing(milk)
  having(milk)
  service.use(
    http.patch('*/api/tasks/1', () =>
      problem(429, '/problems/too-many-requests', 'Your account has sent 10,000 writes.', {
        'Retry-After': '18000',
      }),
    ),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Done: Milk' }))
  const words = await screen.findByText(/You have made more changes within a day than the service takes\./)
  expect(words).toHaveTextContent('Trying again in 5 h. Nothing you typed is lost.')
  expect(screen.getByRole('checkbox', { name: 'Done: Milk' })).toBeChecked()
})

it('saves of an edit what was edited, whatever else has changed since it began', async () => {
  const milk = task('1', 'Milk')
  const draft = { title: 'Oat milk', description: '', dueOn: '', base: milk }
  localStorage.setItem(`neon-tasks.drafts.${current().person?.id}`, JSON.stringify({ '1': draft }))
  listing({ ...milk, completed: true, updatedAt: 'later' })
  const there = having(milk)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  await waitFor(() => expect(there.sent.map((sent) => sent.body)).toEqual([{ title: 'Oat milk' }]))
})

it('says after a moment that it waits for the database, and when it tries again', async () => {
  service.use(
    http.get(
      '*/api/tasks',
      async () => {
        await delay(1500)
        return problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' })
      },
      { once: true },
    ),
  )
  visit('/')
  expect(await screen.findByText('Waking the database')).toBeInTheDocument()
  listing(task('1', 'Milk'))
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(await screen.findByRole('checkbox', { name: 'Done: Milk' })).toBeInTheDocument()
  expect(screen.queryByText(AWAY)).not.toBeInTheDocument()
})

/** Whoever has scrolled to the end sees nothing of what is above the list. */
it('says at the end of the list that what follows does not come', async () => {
  service.use(
    http.get('*/api/tasks', ({ request }) =>
      new URL(request.url).searchParams.has('cursor')
        ? problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' })
        : HttpResponse.json({ items: [task('1', 'Milk')], nextCursor: 'next' }),
    ),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  const list = screen.getByRole('list', { name: 'Tasks' })
  expect(isAfter(list, await screen.findByText(AWAY))).toBe(true)
  expect(isAfter(list, screen.getByRole('button', { name: 'Try now' }))).toBe(true)
})

it('says at the end of the list that what follows was refused', async () => {
  service.use(
    http.get('*/api/tasks', ({ request }) =>
      new URL(request.url).searchParams.has('cursor')
        ? problem(400, 'malformed-request', 'The cursor is not one of this list.')
        : HttpResponse.json({ items: [task('1', 'Milk')], nextCursor: 'next' }),
    ),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The cursor is not one of this list.')
  expect(isAfter(screen.getByRole('list', { name: 'Tasks' }), alert)).toBe(true)
})

const isAfter = (before: Node, after: Node) =>
  (before.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

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

it('does not search for what is too long, and says by how much', async () => {
  const asked: string[] = []
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('q') ?? '')
      return HttpResponse.json({ items: [], nextCursor: null })
    }),
  )
  const router = visit('/')
  const search = await screen.findByRole('searchbox', { name: 'Search tasks' })
  await userEvent.click(search)
  await userEvent.paste(`${'🥛'.repeat(100)}a`)
  expect(search).toHaveAccessibleDescription('1 too many: a search has at most 100 characters')
  await userEvent.type(search, '{Backspace}')
  expect(search).not.toHaveAccessibleDescription()
  await waitFor(() => expect(router.state.location.search).toEqual({ q: '🥛'.repeat(100) }))
  await router.navigate({ to: '/', search: { q: 'a'.repeat(102) } })
  await waitFor(() => expect(search).toHaveAccessibleDescription(/2 too many/))
  expect(asked).toEqual(['', '🥛'.repeat(100)])
})

it('says when a search took too long, and does not repeat it', async () => {
  let asked = 0
  service.use(
    http.get('*/api/tasks', () => {
      asked++
      return HttpResponse.json(
        {
          status: 503,
          detail: 'The search took too long. Try a shorter or a more specific one.',
          errors: [{ field: 'q', message: 'took too long to search for' }],
        },
        { status: 503, headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '0' } },
      )
    }),
  )
  visit('/?q=aaa')
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The search took too long. Try a shorter or a more specific one.',
  )
  expect(screen.queryByText(/Trying again/)).not.toBeInTheDocument()
  expect(asked).toBe(1)
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

it('says that it is offline, whatever is asked for', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  act(() => {
    window.dispatchEvent(new Event('offline'))
  })
  service.use(http.get('*/api/tasks', () => HttpResponse.error()))
  visit('/?show=done')
  expect(await screen.findByText('You are offline.')).toBeInTheDocument()
  vi.restoreAllMocks()
  act(() => {
    window.dispatchEvent(new Event('online'))
  })
})

it('does not wait any longer when the browser is online again', async () => {
  service.use(
    http.get('*/api/tasks', () => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '3600' })),
  )
  visit('/')
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  listing(task('1', 'Milk'))
  act(() => {
    window.dispatchEvent(new Event('online'))
  })
  expect(await screen.findByRole('checkbox', { name: 'Done: Milk' })).toBeInTheDocument()
})
