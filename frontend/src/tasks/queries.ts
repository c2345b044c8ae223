import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { listTasks, type Page } from './calls'
import { type Filter, isIn, type Task } from './task'

export function taskPages(personId: string, filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ['tasks', personId, filter] as const,
    queryFn: ({ pageParam, signal }) => listTasks(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
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
  for (const { queryKey, state } of lists) {
    const filter = queryKey[2] as Filter
    // The rest of the list is as old as it was.
    client.setQueryData<InfiniteData<Page>>(queryKey, (data) => data && placed(data, filter, id, task), {
      updatedAt: state.dataUpdatedAt,
    })
  }
  if (isReading) {
    void client.invalidateQueries({ queryKey: ['tasks', personId] })
  }
}

function placed(data: InfiniteData<Page>, filter: Filter, id: string, task: Task | null): InfiniteData<Page> {
  const present = task !== null && isIn(filter, task) ? task : null
  const isThere = data.pages.some((page) => page.items.some((item) => item.id === id))
  if (present !== null && !isThere) {
    return inserted(data, present)
  }
  return mapped(data, (items) =>
    items.flatMap((item) => (item.id !== id ? [item] : present === null ? [] : [present])),
  )
}

/** Where the service has it, newest first; nowhere if that is on a page that was not read yet. */
function inserted(data: InfiniteData<Page>, task: Task): InfiniteData<Page> {
  const created = Date.parse(task.createdAt)
  const isOlder = (item: Task) =>
    Date.parse(item.createdAt) < created || (item.createdAt === task.createdAt && item.id < task.id)
  const last = data.pages.length - 1
  const among = data.pages.findIndex((page) => page.items.some(isOlder))
  const hasAll = (data.pages[last]?.nextCursor ?? null) === null
  const place = among === -1 && hasAll ? last : among
  return mapped(data, (items, index) =>
    index === place ? [...items.filter((item) => !isOlder(item)), task, ...items.filter(isOlder)] : items,
  )
}

function mapped(
  data: InfiniteData<Page>,
  change: (items: Task[], index: number) => Task[],
): InfiniteData<Page> {
  const pages = data.pages.map((page, index) => ({ ...page, items: change(page.items, index) }))
  return { ...data, pages }
}
