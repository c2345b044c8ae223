import { QueryClient } from '@tanstack/react-query'
import { Problem, retryDelay } from './api/problem'

/** Reads wait for a database that naps: they are repeated until they succeed, when and as the service asks. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
        retryDelay,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
