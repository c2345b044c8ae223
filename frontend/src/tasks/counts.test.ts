import { type InfiniteData, QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { task } from '../test/service'
import { today } from '../ui/useToday'
import type { Page } from './calls'
import { counted, moved } from './counts'
import { save } from './outbox'
import { place, taskPages } from './queries'
import { contentOf } from './task'

const COUNTS = { overdue: 2, today: 1, upcoming: 3, all: 10, done: 4 }
const DUE_TODAY = task('1', 'Milk', { dueOn: today() })
const LATE = task('2', 'Bread', { dueOn: '2000-01-01' })

it('follows a task from view to view', () => {
  expect(moved(COUNTS, null, DUE_TODAY)).toEqual({ ...COUNTS, today: 2, all: 11 })
  expect(moved(COUNTS, LATE, { ...LATE, completed: true })).toEqual({ ...COUNTS, overdue: 1, done: 5 })
  expect(moved(COUNTS, LATE, { ...LATE, dueOn: '9999-12-31' })).toEqual({
    ...COUNTS,
    overdue: 1,
    upcoming: 4,
  })
  expect(moved(COUNTS, LATE, null)).toEqual({ ...COUNTS, overdue: 1, all: 9 })
})

it('does not count on where nobody has counted to the end, nor below none', () => {
  expect(moved({ ...COUNTS, all: 100 }, LATE, null).all).toBe(100)
  expect(moved({ ...COUNTS, overdue: 0 }, LATE, null).overdue).toBe(0)
})

it('counts what is on its way', () => {
  const outbox = save({}, '2', LATE, { ...contentOf(LATE), completed: true }, 1)
  expect(counted(COUNTS, outbox)).toEqual({ ...COUNTS, overdue: 1, done: 5 })
  expect(counted(undefined, outbox)).toBeUndefined()
})

it('counts once what the service has confirmed, in whatever list it is', () => {
  const client = new QueryClient()
  const filter = { q: '', show: 'all', sort: 'created' } as const
  const [all, done] = [filter, { ...filter, show: 'done' } as const].map(
    (each) => taskPages('ann', each).queryKey,
  )
  for (const key of [all, done]) {
    client.setQueryData<InfiniteData<Page>>(key ?? [], {
      pages: [{ items: key === all ? [LATE] : [], nextCursor: null, day: today(), counts: COUNTS }],
      pageParams: [undefined],
    })
  }
  const counts = () =>
    [all, done].map((key) => client.getQueryData<InfiniteData<Page>>(key ?? [])?.pages[0]?.counts)
  const completed = { ...LATE, completed: true, updatedAt: 'later' }
  place(client, 'ann', '2', completed)
  place(client, 'ann', '2', completed)
  const once = { ...COUNTS, overdue: 1, done: 5 }
  expect(counts()).toEqual([once, once])
  place(client, 'ann', '3', { ...DUE_TODAY, id: '3' })
  const twice = { ...once, today: 2, all: 11 }
  expect(counts()).toEqual([twice, twice])
  // Of one that no list has it is not known what it was.
  place(client, 'ann', '4', { ...completed, id: '4' })
  place(client, 'ann', '5', null)
  expect(counts()).toEqual([twice, twice])
})
