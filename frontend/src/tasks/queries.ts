import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { listTasks, type Next, type Page } from './calls'
import { recounted } from './counts'
import { compare, type Filter, isIn, type Task } from './task'

export function taskPages(personId: string, filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ['tasks', personId, filter] as const,
    queryFn: ({ pageParam, signal }) => listTasks(filter, pageParam, signal),
    initialPageParam: undefined as Next | undefined,
    getNextPageParam: ({ nextCursor, day }): Next | undefined =>
      nextCursor === null || nextCursor === undefined ? undefined : { cursor: nextCursor, day },
    // See useGlance.
    refetchOnMount: ({ state }) => state.isInvalidated,
    refetchOnWindowFocus: false,
  })
}

/** Puts what the service has confirmed into every list that was read before: no need to ask, and so to wake, anybody. */
export function place(client: QueryClient, personId: string, id: string, task: Task | null): void {
  const lists = client.getQueryCache().findAll({ queryKey: ['tasks', personId] })
  const isReading = lists.some((list) => list.state.fetchStatus === 'fetching')
  if (isReading) {
    // An answer on its way may be older than this. To invalidate a list does not stop its first read.
    void client.cancelQueries({ queryKey: ['tasks', personId] })
  }
  const before = known(
    lists.map(({ state }) => state.data as InfiniteData<Page> | undefined),
    id,
  )
  for (const { queryKey, state } of lists) {
    const filter = queryKey[2] as Filter
    // The rest of the list is as old as it was.
    client.setQueryData<InfiniteData<Page>>(
      queryKey,
      (data) => data && recounted(placed(data, filter, id, task), before, task),
      {
        updatedAt: state.dataUpdatedAt,
      },
    )
  }
  if (isReading) {
    void client.invalidateQueries({ queryKey: ['tasks', personId] })
  }
}

/** As any list has it; `null` where none does. */
function known(lists: (InfiniteData<Page> | undefined)[], id: string): Task | null {
  const tasks = lists.flatMap((list) => list?.pages ?? []).flatMap((page) => page.items)
  return tasks.find((task) => task.id === id) ?? null
}

/** Whether the task comes after all of the list that was read, of which there is more. */
export function isBeyond(client: QueryClient, personId: string, filter: Filter, task: Task): boolean {
  const data = client.getQueryData<InfiniteData<Page>>(taskPages(personId, filter).queryKey)
  return data !== undefined && !hasAll(data) && pageOf(data, filter, task) === -1
}

function placed(data: InfiniteData<Page>, filter: Filter, id: string, task: Task | null): InfiniteData<Page> {
  const present = task !== null && isIn(filter, task) ? task : null
  const there = known([data], id)
  if (present !== null && there !== null && isAt(filter, there, present)) {
    return mapped(data, (items) => items.map((item) => (item.id === id ? present : item)))
  }
  const others = mapped(data, (items) => items.filter((item) => item.id !== id))
  return present === null ? others : inserted(others, filter, present)
}

/** Whether it stays where it is. */
function isAt({ sort }: Filter, before: Task, task: Task): boolean {
  return before.createdAt === task.createdAt && (sort === 'created' || before.dueOn === task.dueOn)
}

/** Where the service has it; nowhere if that is on a page that was not read yet. */
function inserted(data: InfiniteData<Page>, filter: Filter, task: Task): InfiniteData<Page> {
  const among = pageOf(data, filter, task)
  const place = among === -1 && hasAll(data) ? data.pages.length - 1 : among
  const isBefore = (item: Task) => compare(filter.sort, item, task) < 0
  return mapped(data, (items, index) =>
    index === place ? [...items.filter(isBefore), task, ...items.filter((item) => !isBefore(item))] : items,
  )
}

/** The first page that has a task after it, or -1. */
function pageOf({ pages }: InfiniteData<Page>, { sort }: Filter, task: Task): number {
  return pages.findIndex((page) => page.items.some((item) => compare(sort, item, task) > 0))
}

function hasAll({ pages }: InfiniteData<Page>): boolean {
  return (pages.at(-1)?.nextCursor ?? null) === null
}

function mapped(
  data: InfiniteData<Page>,
  change: (items: Task[], index: number) => Task[],
): InfiniteData<Page> {
  const pages = data.pages.map((page, index) => ({ ...page, items: change(page.items, index) }))
  return { ...data, pages }
}
