import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { readHistory, readStatus } from '../api/status'
import { base } from '../base'

export type Status = Awaited<ReturnType<typeof readStatus>>
export type Database = Status['database']

/** Rests while nobody looks. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => readStatus(signal),
  refetchInterval: 5000,
  staleTime: 0,
  retry: false,
})

export type History = Awaited<ReturnType<typeof readHistory>>
export type Stretch = History['states'][number]

/** Read again as soon as the state is another. */
export function historyQuery(since: string) {
  return queryOptions({
    queryKey: ['history', since],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => readHistory(signal),
    refetchInterval: 60_000,
    staleTime: 0,
    retry: false,
  })
}

export const CHECK = ['check']

export const PROBES = ['live', 'ready', 'started'] as const
export type Probe = (typeof PROBES)[number]
type Answer = { status: 'UP' | 'DOWN'; checks: { name: string; status: 'UP' | 'DOWN' }[] }

/** Asked again as soon as the service says something else of its database, so that both tell the same. */
export function probeQuery(probe: Probe, state: Database['state'] | undefined) {
  return queryOptions({
    queryKey: ['probe', probe, state],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Answer> => {
      const response = await fetch(`${base}/health/${probe}`, { signal })
      // 503 is an answer, too: DOWN.
      return (await response.json()) as Answer
    },
    refetchInterval: 10_000,
    staleTime: 0,
    retry: false,
  })
}
