import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { mine } from '../api/mine'
import { answer } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import type { components } from '../api/schema'

export type OwnSession = components['schemas']['OwnSession']
type Sessions = { items: OwnSession[] }

export function sessionsKey(personId: string) {
  return ['sessions', personId] as const
}

/** Where somebody is signed in. Read when they come to see it, and not when they only glance at the page again. */
export function sessionsQuery(personId: string) {
  return queryOptions({
    queryKey: sessionsKey(personId),
    queryFn: ({ signal }): Promise<Sessions> => answer(mine.GET('/api/me/sessions', { signal })),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Ends one, waiting for a database that naps. One that is over by now is as good. */
export function useEnding(personId: string, session: OwnSession, onDone: () => void) {
  return useEnd(
    personId,
    async () => {
      try {
        await answer(mine.DELETE('/api/me/sessions/{id}', { params: { path: { id: session.id } } }))
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 404) {
          throw problem
        }
      }
    },
    (kept) => kept.id !== session.id,
    onDone,
  )
}

/** Ends all but the one of this page. */
export function useEndingOthers(personId: string, onDone: () => void) {
  return useEnd(
    personId,
    () => answer(mine.DELETE('/api/me/sessions')),
    (kept) => kept.current,
    onDone,
  )
}

function useEnd(
  personId: string,
  end: () => Promise<unknown>,
  isLeft: (session: OwnSession) => boolean,
  onDone: () => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: end,
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
    onSuccess() {
      client.setQueryData<Sessions>(
        sessionsKey(personId),
        (data) => data && { items: data.items.filter(isLeft) },
      )
      onDone()
    },
  })
}
