import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { end, start } from '../api/session'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'
import { isoDay } from '../ui/time'
import { today } from '../ui/useToday'
import type { Task } from './task'

const COUNTS = { overdue: 1, today: 0, upcoming: 2, all: 100, done: 7 }
const LATE = task('1', 'Milk', { dueOn: '2000-01-01' })

/** What was asked for, by the page or for it. */
let asked: Record<string, string>[]

function begin() {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
}

beforeEach(() => {
  begin()
  asked = []
})

afterEach(() => vi.useRealTimers())

function listing(...items: Task[]) {
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      asked.push(Object.fromEntries(new URL(request.url).searchParams))
      return HttpResponse.json({ items, nextCursor: null, counts: COUNTS })
    }),
  )
}

// Within <search>, whose role the library here does not know.
const view = (name: RegExp) =>
  within(screen.getByRole('radiogroup', { name: 'View' })).getByRole('radio', { name })

it('says how many there are, by the answer that brings the list', async () => {
  listing(LATE)
  visit('/')
  await screen.findByText('Milk')
  expect(asked).toEqual([{ limit: '30', today: today(), counts: 'true' }])
  await waitFor(() => expect(view(/^Overdue 1$/)).toBeInTheDocument())
  expect(view(/^Today 0$/)).toBeInTheDocument()
  expect(view(/^Upcoming 2$/)).toBeInTheDocument()
  expect(view(/^All 99\+$/)).toBeChecked()
  expect(view(/^Done 7$/)).toBeInTheDocument()
})

it('counts what the person does at once', async () => {
  listing(LATE)
  having(LATE)
  service.use(http.patch('*/api/tasks/1', () => new Promise<Response>(() => {})))
  visit('/')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Done: Milk' }))
  expect(view(/^Overdue 0$/)).toBeInTheDocument()
  expect(view(/^Done 8$/)).toBeInTheDocument()
})

it.each([
  [/^Overdue/, { completed: 'false', due: 'overdue', sort: 'due' }],
  [/^Today/, { completed: 'false', due: 'today', sort: 'due' }],
  [/^Upcoming/, { completed: 'false', due: 'upcoming', sort: 'due' }],
  [/^Done/, { completed: 'true' }],
])('asks for what is %s', async (name, query) => {
  listing()
  visit('/')
  await screen.findByText('A clean slate.')
  await userEvent.click(view(name))
  await waitFor(() => expect(asked).toHaveLength(2))
  expect(asked[1]).toEqual({ limit: '30', today: today(), counts: 'true', ...query })
})

it('keeps to the order that was chosen', async () => {
  listing()
  const router = visit('/')
  await screen.findByText('A clean slate.')
  await userEvent.selectOptions(screen.getByLabelText('Order'), 'By date due')
  await waitFor(() => expect(asked[1]).toEqual(expect.objectContaining({ sort: 'due' })))
  await userEvent.click(view(/^Done/))
  await waitFor(() => expect(asked[2]).toEqual(expect.objectContaining({ sort: 'due', completed: 'true' })))
  expect(router.state.location.search).toEqual({ show: 'done', sort: 'due' })
})

it('sorts what is few itself, and asks for the newest of more', async () => {
  const [old, young] = [LATE, task('2', 'Bread', { dueOn: '2000-01-02', createdAt: '2026-01-02T00:00:00Z' })]
  let nextCursor: string | null = null
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const query = Object.fromEntries(new URL(request.url).searchParams)
      asked.push(query)
      const items = query.sort === 'due' ? [old, young] : [young]
      return HttpResponse.json({ items, nextCursor, counts: COUNTS })
    }),
  )
  const overdue = { completed: 'false', due: 'overdue', today: today(), counts: 'true' }
  const router = visit('/?show=overdue&sort=created')
  await screen.findByText('Milk')
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    expect.stringContaining('Bread'),
    expect.stringContaining('Milk'),
  ])
  expect(asked).toEqual([{ ...overdue, limit: '100', sort: 'due' }])
  nextCursor = 'more'
  await act(() => router.navigate({ to: '/', search: { show: 'upcoming', sort: 'created' } }))
  await waitFor(() => expect(asked).toHaveLength(3))
  const upcoming = { ...overdue, due: 'upcoming' }
  expect(asked.slice(1)).toEqual([
    { ...upcoming, limit: '100', sort: 'due' },
    { ...upcoming, limit: '30' },
  ])
})

/** As the version before it does. */
function refusing(...unknown: string[]) {
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const query = Object.fromEntries(new URL(request.url).searchParams)
      asked.push(query)
      const field = unknown.find((name) => name in query)
      return field === undefined
        ? HttpResponse.json({
            items: query.cursor ? [task('2', 'Bread')] : [LATE],
            nextCursor: query.cursor ? null : 'c',
          })
        : HttpResponse.json(
            { title: 'Bad Request', status: 400, errors: [{ field, message: 'is not a parameter here' }] },
            { status: 400 },
          )
    }),
  )
}

it('shows the list, without counts, where a replica knows none of them', async () => {
  refusing('counts', 'today', 'due', 'sort')
  visit('/')
  await screen.findByText('Milk')
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  await screen.findByText('Bread')
  expect(view(/^Overdue$/)).toBeInTheDocument()
  expect(asked).toEqual([
    { limit: '30', today: today(), counts: 'true' },
    { limit: '30' },
    { limit: '100', cursor: 'c' },
  ])
})

it('says when an edit takes a task out of the view, and takes it back', async () => {
  listing(LATE)
  having(LATE)
  visit('/?show=overdue')
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Milk' }))
  const due = within(screen.getByRole('form', { name: 'Edit task' })).getByLabelText('Due')
  await userEvent.clear(due)
  await userEvent.type(due, 'tomorrow')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved “Milk”, which is not shown here any more')).toBeInTheDocument()
  expect(screen.queryByRole('listitem')).not.toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByRole('button', { name: 'Edit Milk' })).toBeInTheDocument()
})

it('adds with a day that is typed in words, and says which that is', async () => {
  listing()
  const bodies: unknown[] = []
  service.use(
    http.put('*/api/tasks/:id', async ({ params, request }) => {
      const body = (await request.json()) as object
      bodies.push(body)
      return HttpResponse.json({ ...task(String(params.id), ''), ...body }, { status: 201 })
    }),
  )
  visit('/')
  await userEvent.type(await screen.findByLabelText('What needs doing?'), 'Milk')
  const due = screen.getByLabelText('Due')
  await userEvent.type(due, 'tomorrow')
  expect(screen.getByText('Tomorrow')).toBeInTheDocument()
  await userEvent.keyboard('{Enter}')
  const tomorrow = new Date()
  tomorrow.setDate(tomorrow.getDate() + 1)
  await waitFor(() => expect(bodies).toEqual([expect.objectContaining({ dueOn: isoDay(tomorrow) })]))
  expect(due).toHaveValue('')
})

it('says what is no day once it was typed, and keeps it', async () => {
  listing()
  visit('/')
  const due = await screen.findByLabelText('Due')
  await userEvent.type(due, 'whenever')
  expect(due).not.toHaveAccessibleDescription()
  await userEvent.tab()
  expect(due).toHaveAccessibleDescription(/^No date: try/)
  expect(due).toHaveValue('whenever')
})

it('does not say of today what was counted yesterday', async () => {
  vi.useFakeTimers({ now: new Date(2026, 11, 24, 23, 59), toFake: ['Date'] })
  // By the real clock the session would be over.
  begin()
  listing(LATE)
  visit('/')
  await screen.findByText('Milk')
  await waitFor(() => expect(view(/^Upcoming 2$/)).toBeInTheDocument())
  service.use(
    http.get('*/api/status', () => HttpResponse.json({ service: {}, database: { state: 'ASLEEP' } })),
  )
  vi.setSystemTime(new Date(2026, 11, 25, 0, 1))
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(view(/^Upcoming$/)).toBeInTheDocument()
  expect(view(/^Done 7$/)).toBeInTheDocument()
  expect(await screen.findByText(/^As of /)).toBeInTheDocument()
  expect(asked).toHaveLength(1)
})
