import { QueryClient } from '@tanstack/react-query'
import { Problem, retryDelay } from './api/problem'

/**
 * Reads wait for a database that naps: they are repeated until they succeed, when and as the service asks. A browser that is
 * offline makes them fail as any other outage does, so that it can be said.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
        retryDelay,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
