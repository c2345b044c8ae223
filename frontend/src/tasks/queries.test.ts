import { type InfiniteData, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it, vi } from 'vitest'
import { task } from '../test/service'
import type { Page } from './calls'
import { isBeyond, place, taskPages } from './queries'

const at = (id: string, minute: number) => task(id, id, { createdAt: `2026-01-01T00:0${minute}:00Z` })
const DAY = '2026-01-01'
const FILTER = { q: '', show: 'all', sort: 'created' } as const
const ALL = taskPages('ann', FILTER).queryKey

let client: QueryClient
const ids = () =>
  client.getQueryData<InfiniteData<Page>>(ALL)?.pages.map((page) => page.items.map((item) => item.id))

function having(...pages: Page[]) {
  client.setQueryData<InfiniteData<Page>>(ALL, { pages, pageParams: pages.map(() => undefined) })
}

beforeEach(() => {
  client = new QueryClient()
})

it('puts a task where the service has it, newest first', () => {
  having(
    { items: [at('e', 9), at('d', 7)], nextCursor: 'd', day: DAY },
    { items: [at('b', 3)], nextCursor: 'b', day: DAY },
  )
  place(client, 'ann', 'f', at('f', 9))
  place(client, 'ann', 'c', at('c', 5))
  expect(ids()).toEqual([
    ['f', 'e', 'd'],
    ['c', 'b'],
  ])
})

it('leaves a task to the page that is still to be read', () => {
  having({ items: [at('e', 9)], nextCursor: 'e', day: DAY })
  place(client, 'ann', 'a', at('a', 1))
  expect(ids()).toEqual([['e']])
})

it('puts a task at the end when all pages were read', () => {
  having({ items: [at('e', 9)], nextCursor: 'e', day: DAY }, { items: [], nextCursor: null, day: DAY })
  place(client, 'ann', 'a', at('a', 1))
  expect(ids()).toEqual([['e'], ['a']])
})

it('puts a task where the service has it by the day it is due', () => {
  const filter = { ...FILTER, sort: 'due' } as const
  const key = taskPages('ann', filter).queryKey
  const due = (id: string, dueOn: string | null, minute = 0) => ({ ...at(id, minute), dueOn })
  const shown = () =>
    client.getQueryData<InfiniteData<Page>>(key)?.pages.map((page) => page.items.map((item) => item.id))
  client.setQueryData<InfiniteData<Page>>(key, {
    pages: [
      { items: [due('a', '2026-01-03'), due('b', '2026-01-05')], nextCursor: 'b', day: DAY },
      { items: [due('c', null, 2)], nextCursor: null, day: DAY },
    ],
    pageParams: [undefined, undefined],
  })
  place(client, 'ann', 'd', due('d', '2026-01-03', 1))
  place(client, 'ann', 'e', due('e', null, 1))
  expect(shown()).toEqual([
    ['a', 'd', 'b'],
    ['e', 'c'],
  ])
  place(client, 'ann', 'a', due('a', null))
  expect(shown()).toEqual([
    ['d', 'b'],
    ['a', 'e', 'c'],
  ])
})

it('knows what comes after all that was read', () => {
  having({ items: [at('e', 9)], nextCursor: 'e', day: DAY })
  expect(isBeyond(client, 'ann', FILTER, at('d', 8))).toBe(true)
  expect(isBeyond(client, 'ann', FILTER, at('f', 9))).toBe(false)
  having({ items: [at('e', 9)], nextCursor: null, day: DAY })
  expect(isBeyond(client, 'ann', FILTER, at('d', 8))).toBe(false)
})

it('takes out what is gone, and what belongs elsewhere', () => {
  having({ items: [at('e', 9), at('d', 7)], nextCursor: null, day: DAY })
  place(client, 'ann', 'e', null)
  expect(ids()).toEqual([['d']])
  const open = taskPages('ann', { ...FILTER, show: 'today' }).queryKey
  client.setQueryData<InfiniteData<Page>>(open, {
    pages: [{ items: [at('d', 7)], nextCursor: null, day: DAY }],
    pageParams: [undefined],
  })
  place(client, 'ann', 'd', { ...at('d', 7), completed: true })
  expect(ids()).toEqual([['d']])
  expect(client.getQueryData<InfiniteData<Page>>(open)?.pages[0]?.items).toEqual([])
})

it('reads the first page again when its answer may be older than what was confirmed', async () => {
  const answers: ((page: Page) => void)[] = []
  const list = new InfiniteQueryObserver(client, {
    ...taskPages('ann', FILTER),
    queryFn: () => new Promise<Page>((resolve) => answers.push(resolve)),
  })
  const end = list.subscribe(() => {})
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  place(client, 'ann', 'f', at('f', 9))
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.({ items: [at('f', 9), at('e', 7)], nextCursor: null, day: DAY })
  answers[0]?.({ items: [at('e', 7)], nextCursor: null, day: DAY })
  await vi.waitFor(() => expect(list.getCurrentResult().isFetching).toBe(false))
  expect(ids()).toEqual([['f', 'e']])
  expect(list.getCurrentResult().isError).toBe(false)
  end()
})

it('keeps what was confirmed while the list is read again', async () => {
  having({ items: [at('e', 7)], nextCursor: null, day: DAY })
  const list = new InfiniteQueryObserver(client, {
    ...taskPages('ann', FILTER),
    queryFn: () => new Promise<Page>(() => {}),
  })
  const end = list.subscribe(() => {})
  void list.refetch()
  place(client, 'ann', 'f', at('f', 9))
  await vi.waitFor(() => expect(list.getCurrentResult().isFetching).toBe(true))
  expect(ids()).toEqual([['f', 'e']])
  end()
})
