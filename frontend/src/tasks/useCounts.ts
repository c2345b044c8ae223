import { type InfiniteData, notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useToday } from '../ui/useToday'
import type { Page } from './calls'
import { type Counts, counted } from './counts'
import type { Outbox } from './outbox'

/**
 * How many tasks there are in each view, by the list that was read last: each comes with them, so that nobody is asked. Those that
 * were counted on another day say nothing of this one.
 */
export function useCounts(personId: string, outbox: Outbox): Partial<Counts> {
  const client = useQueryClient()
  const today = useToday()
  const subscribe = useCallback(
    (listener: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(listener)),
    [client],
  )
  const page = useSyncExternalStore(subscribe, () => newest(client, personId))
  return useMemo(() => {
    const counts = counted(page?.counts, outbox)
    if (counts === undefined || page?.day === today) {
      return counts ?? {}
    }
    const { all, done } = counts
    return { all, done }
  }, [page, outbox, today])
}

/** The first page of the list that was read last. */
function newest(client: QueryClient, personId: string): Page | undefined {
  const lists = client.getQueryCache().findAll({ queryKey: ['tasks', personId] })
  const [last] = lists
    .filter(({ state }) => state.data !== undefined)
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
  return (last?.state.data as InfiniteData<Page> | undefined)?.pages[0]
}
