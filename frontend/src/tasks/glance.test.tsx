import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'
import type { Task } from './task'

let reads: (string | null)[]
let looks: number

beforeEach(() => {
  end()
  start({ ...session('one', 3600), user: { ...session('one').user, id: crypto.randomUUID() } })
  reads = []
  looks = 0
})

afterEach(() => vi.restoreAllMocks())

function listing(...items: Task[]) {
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      reads.push(new URL(request.url).searchParams.get('limit'))
      return HttpResponse.json({ items, nextCursor: null })
    }),
  )
}

function being(state: string) {
  service.use(
    http.get('*/api/status', () => {
      looks++
      return HttpResponse.json({ service: {}, database: { state } })
    }),
  )
}

const later = (minutes: number) => vi.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes * 60_000)

function comeBack() {
  act(() => {
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    window.dispatchEvent(new Event('focus'))
  })
}

async function seen() {
  listing(task('1', 'Milk'))
  const router = visit('/')
  expect(await screen.findByText('Milk')).toBeInTheDocument()
  return router
}

it.each(['ASLEEP', 'DOWN', 'UNKNOWN'])(
  'leaves a database alone that is %s, and says of when the list is',
  async (state) => {
    await seen()
    being(state)
    later(5)
    comeBack()
    expect(await screen.findByText(/^As of /)).toBeInTheDocument()
    expect(reads).toHaveLength(1)
    listing(task('1', 'Milk'), task('2', 'Bread'))
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }))
    expect(await screen.findByText('Bread')).toBeInTheDocument()
    expect(screen.queryByText(/^As of /)).not.toBeInTheDocument()
  },
)

it('reads again from a database that is awake', async () => {
  await seen()
  being('UP')
  later(5)
  listing(task('1', 'Milk'), task('2', 'Bread'))
  comeBack()
  expect(await screen.findByText('Bread')).toBeInTheDocument()
})

it('asks nobody for a list that is new', async () => {
  await seen()
  being('UP')
  comeBack()
  await delay(100)
  expect(looks).toBe(0)
  expect(reads).toHaveLength(1)
})

it('is a glance, too, to come from another page', async () => {
  const router = await seen()
  being('ASLEEP')
  await act(() => router.navigate({ to: '/settings' }))
  later(5)
  await act(() => router.navigate({ to: '/' }))
  expect(await screen.findByText(/^As of /)).toBeInTheDocument()
  expect(reads).toHaveLength(1)
})

it('shows what another tab was told, and asks nobody', async () => {
  await seen()
  const other = new BroadcastChannel(`neon-tasks.tasks.${current().person?.id}`)
  other.postMessage({ id: '2', task: task('2', 'Bread', { createdAt: '2026-01-02T00:00:00Z' }) })
  expect(await screen.findByText('Bread')).toBeInTheDocument()
  other.postMessage({ id: '1', task: null })
  await waitFor(() => expect(screen.queryByText('Milk')).not.toBeInTheDocument())
  expect(reads).toHaveLength(1)
  other.close()
})

it('reads what follows the first page by the hundred', async () => {
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const query = new URL(request.url).searchParams
      reads.push(query.get('limit'))
      const isFirst = query.get('cursor') === null
      return HttpResponse.json({ items: [task(isFirst ? '1' : '2', 'T')], nextCursor: isFirst ? 'c' : null })
    }),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(reads).toEqual(['30', '100']))
})
