import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import type { PropsWithChildren } from 'react'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { readList, writeList } from '../api/keptList'
import { current, end, start } from '../api/session'
import { withIndexedDb } from '../test/indexedDb'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { ANN, AWAY, problem, service, session, task } from '../test/service'
import { taskPages } from './queries'
import type { Task } from './task'
import { FIRST, useKeptList } from './useKeptList'

withIndexedDb()

const MILK = task('1', 'Milk')
const BREAD = task('2', 'Bread')
const MINUTES_AGO = 5
const DAY = '2026-01-01'

/** Every call that reaches the database. */
let calls: string[]
let person: typeof ANN

// What is loaded late here is loaded early where it counts.
beforeAll(async () => {
  await Promise.all([import('./TasksPage'), import('../account/SignInPage')])
})

beforeEach(() => {
  end()
  person = { ...ANN, id: crypto.randomUUID() }
  start({ ...session('one', 0), user: person })
  calls = []
  service.use(
    http.post('*/api/auth/refresh', () => {
      calls.push('refresh')
      return HttpResponse.json({ ...session('two'), user: person })
    }),
  )
})

function listing(answer: () => Response | Promise<Response>) {
  service.use(
    http.get('*/api/tasks', () => {
      calls.push('list')
      return answer()
    }),
  )
}

const page = (items: Task[], nextCursor: string | null = null) => HttpResponse.json({ items, nextCursor })

function being(state: string) {
  service.use(http.get('*/api/status', () => HttpResponse.json({ service: {}, database: { state } })))
}

const offline = () => {
  service.use(http.get('*/api/status', () => HttpResponse.error()))
  listing(() => HttpResponse.error())
}

function keep(pages: { items: Task[]; nextCursor: string | null }[], minutesAgo = MINUTES_AGO) {
  const list = { pages, pageParams: pages.map(() => undefined) }
  return writeList(person.id, { at: Date.now() - minutesAgo * 60_000, list })
}

const kept = async () => JSON.stringify(await readList(person.id))

it.each(['ASLEEP', 'DOWN', 'UNKNOWN'])(
  'begins with the last list, and wakes no database that is %s',
  async (state) => {
    being(state)
    await keep([{ items: [MILK], nextCursor: null }])
    visit('/')
    expect(await screen.findByText('Milk')).toBeInTheDocument()
    expect(await screen.findByText(/^As of /)).toBeInTheDocument()
    expect(calls).toEqual([])
    listing(() => page([BREAD]))
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
    expect(await screen.findByText('Bread')).toBeInTheDocument()
    expect(screen.queryByText('Milk')).not.toBeInTheDocument()
    expect(screen.queryByText(/^As of /)).not.toBeInTheDocument()
    expect(calls).toEqual(['refresh', 'list'])
  },
)

it('begins with the last list where nobody can be reached, and reads it anew when somebody can', async () => {
  offline()
  await keep([{ items: [MILK], nextCursor: null }])
  visit('/')
  expect(await screen.findByText('Milk')).toBeInTheDocument()
  expect(await screen.findByText(/^As of /)).toBeInTheDocument()
  being('UP')
  listing(() => page([BREAD]))
  act(() => void window.dispatchEvent(new Event('online')))
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText(/^As of /)).not.toBeInTheDocument()
})

it('reads the last list anew from a database that is awake, however new it is', async () => {
  being('UP')
  listing(() => page([BREAD]))
  await keep([{ items: [MILK], nextCursor: null }], 0)
  visit('/')
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText('Milk')).not.toBeInTheDocument()
})

it('says how old the list is while a newer one takes its time', async () => {
  let answer: (response: Response) => void = () => {}
  being('UP')
  listing(() => new Promise<Response>((resolve) => (answer = resolve)))
  await keep([{ items: [MILK], nextCursor: null }])
  visit('/')
  expect(await screen.findByText(/^As of /)).toHaveTextContent('Refreshing…')
  expect(await screen.findByText('Waking the database')).toBeInTheDocument()
  expect(screen.getByText('Milk')).toBeInTheDocument()
  answer(page([BREAD]))
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText(/^As of /)).not.toBeInTheDocument()
})

it('takes changes to the last list, and sends them', async () => {
  being('ASLEEP')
  await keep([{ items: [MILK], nextCursor: null }])
  const there = having(MILK)
  visit('/')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Done: Milk' }))
  await waitFor(() => expect(there.task?.completed).toBe(true))
  await waitFor(async () => expect(await kept()).toContain('"completed":true'))
  expect(await screen.findByText(/^As of /)).toBeInTheDocument()
  expect(calls).not.toContain('list')
})

it('reads the last list anew when a change to it has woken the database', async () => {
  being('ASLEEP')
  await keep([{ items: [MILK], nextCursor: null }])
  having(MILK)
  visit('/')
  expect(await screen.findByText(/^As of /)).toBeInTheDocument()
  being('UP')
  listing(() => page([BREAD, { ...MILK, completed: true }]))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Done: Milk' }))
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText(/^As of /)).not.toBeInTheDocument()
})

it('has the list go away, from storage too, when the session is found to be over', async () => {
  being('UP')
  service.use(http.post('*/api/auth/refresh', () => problem(401, 'unauthenticated', 'Over.')))
  await keep([{ items: [MILK], nextCursor: null }])
  visit('/')
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
  expect(screen.queryByText('Milk')).not.toBeInTheDocument()
  await waitFor(async () => expect(await readList(person.id)).toBeNull())
})

it('keeps the list while the database is away', async () => {
  being('UP')
  service.use(http.post('*/api/auth/refresh', () => problem(503, 'database-unavailable', AWAY)))
  await keep([{ items: [MILK], nextCursor: null }])
  visit('/')
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(screen.getByText('Milk')).toBeInTheDocument()
  expect(await kept()).toContain('Milk')
})

it('shows nothing of it to somebody else', async () => {
  being('ASLEEP')
  await keep([{ items: [MILK], nextCursor: null }])
  person = { ...ANN, id: crypto.randomUUID() }
  start({ ...session('two'), user: person })
  listing(() => page([BREAD]))
  visit('/')
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText('Milk')).not.toBeInTheDocument()
})

it('keeps what was read, in whole pages and not without end', async () => {
  const client = new QueryClient()
  const wrapper = ({ children }: PropsWithChildren) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  renderHook(() => useKeptList(person.id), { wrapper })
  const many = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => task(`${name}${index}`, name))
  const pages = [
    { items: many('first', 30), nextCursor: 'a', day: DAY },
    { items: many('second', 100), nextCursor: 'b', day: DAY },
    { items: many('third', 100), nextCursor: null, day: DAY },
  ]
  const { queryKey } = taskPages(person.id, FIRST)
  client.setQueryData(queryKey, {
    pages,
    pageParams: [undefined, { cursor: 'a', day: DAY }, { cursor: 'b', day: DAY }],
  })
  await waitFor(async () => expect(await readList(person.id)).not.toBeNull())
  expect((await readList(person.id))?.list).toEqual({
    pages: pages.slice(0, 2),
    pageParams: [undefined, { cursor: 'a', day: DAY }],
  })
})

it('follows an old list by no new page', async () => {
  being('ASLEEP')
  await keep([{ items: [MILK], nextCursor: 'old' }])
  visit('/')
  const cursors: (string | null)[] = []
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const cursor = new URL(request.url).searchParams.get('cursor')
      cursors.push(cursor)
      return cursor === null ? page([BREAD], 'new') : page([MILK])
    }),
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  await waitFor(() => expect(cursors).toEqual([null, 'new']))
})

it('shows of the last list what belongs to a view while that is on its way', async () => {
  being('ASLEEP')
  offline()
  await keep([{ items: [MILK, { ...BREAD, completed: true }], nextCursor: null }])
  visit('/?show=done')
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  expect(screen.queryByText('Milk')).not.toBeInTheDocument()
})

it.each([[null], [[]], [{ pages: [] }], [{ pages: [{ items: [{ id: 7 }] }] }], [{ pages: 'none' }]])(
  'reads what is there where what was kept is %j',
  async (list) => {
    await writeList(person.id, { at: Date.now(), list })
    listing(() => page([BREAD]))
    visit('/')
    expect(await screen.findByText('Bread')).toBeInTheDocument()
  },
)

it('waits for no storage that does not answer', async () => {
  vi.spyOn(indexedDB, 'open').mockReturnValue({} as IDBOpenDBRequest)
  vi.resetModules()
  const page = await import('../test/render')
  const { start } = await import('../api/session')
  start({ ...session('one'), user: person })
  listing(() => HttpResponse.json({ items: [BREAD], nextCursor: null }))
  page.visit('/')
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  vi.resetModules()
})

it('leaves the focus at the heading when the list has been read anew', async () => {
  being('ASLEEP')
  await keep([{ items: [MILK], nextCursor: null }])
  visit('/')
  const refresh = await screen.findByRole('button', { name: 'Refresh' })
  listing(() => page([BREAD]))
  await userEvent.click(refresh)
  await screen.findByText('Bread')
  expect(screen.getByRole('heading', { name: 'Ann’s tasks' })).toHaveFocus()
  expect(current().person?.id).toBe(person.id)
})
