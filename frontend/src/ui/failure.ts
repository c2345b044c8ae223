import { Problem, retryDelay } from '../api/problem'

type Attempts = { failureReason: Error | null; failureCount: number }

/** What to tell of a call that failed and is about to be tried again. */
export function failureOf({
  failureReason,
  failureCount,
}: Attempts): { message: string; retryAt: number } | null {
  return failureReason instanceof Problem && failureReason.isTemporary
    ? {
        message: failureReason.message,
        retryAt: failureReason.at + retryDelay(failureCount - 1, failureReason),
      }
    : null
}
