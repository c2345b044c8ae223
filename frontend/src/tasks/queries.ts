import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { listTasks, type Page } from './calls'
import { type Filter, isIn, type Task } from './task'

export function taskPages(personId: string, filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ['tasks', personId, filter] as const,
    queryFn: ({ pageParam, signal }) => listTasks(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

/** Puts what the service has confirmed into every list that was read before: no need to ask, and so to wake, anybody. */
export function place(client: QueryClient, personId: string, id: string, task: Task | null): void {
  const lists = client.getQueryCache().findAll({ queryKey: ['tasks', personId] })
  for (const { queryKey } of lists) {
    const filter = queryKey[2] as Filter
    client.setQueryData<InfiniteData<Page>>(queryKey, (data) => data && placed(data, filter, id, task))
  }
  if (lists.some((list) => list.state.fetchStatus === 'fetching')) {
    // An answer on its way may be older than this.
    void client.invalidateQueries({ queryKey: ['tasks', personId] })
  }
}

function placed(data: InfiniteData<Page>, filter: Filter, id: string, task: Task | null): InfiniteData<Page> {
  const belongs = task !== null && isIn(filter, task)
  let isThere = false
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((item) => {
      if (item.id !== id) {
        return [item]
      }
      isThere = true
      return belongs ? [task] : []
    }),
  }))
  const [first, ...others] = pages
  return belongs && !isThere && first !== undefined
    ? { ...data, pages: [{ ...first, items: [task, ...first.items] }, ...others] }
    : { ...data, pages }
}
