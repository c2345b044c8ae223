import { useMutation } from '@tanstack/react-query'
import { answer, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import type { components } from '../api/schema'

type NewPasswordByLink = components['schemas']['NewPasswordByLink']

/** The link that was sent without an answer: it may have been used by that. */
let unanswered: string | null = null

/** The link has been used, is too old, or never was one. */
export class LinkNotGood extends Error {
  /** @param isMaybeOurs whether it may be this page that has used it */
  constructor(readonly isMaybeOurs: boolean) {
    super('This link no longer works.')
  }
}

/** Replaces a password by a link, waiting for a database that naps. */
export function useReset(onDone: () => Promise<void>) {
  return useMutation({
    mutationFn: reset,
    onSuccess: onDone,
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
  })
}

async function reset(body: NewPasswordByLink): Promise<void> {
  try {
    await answer(open.POST('/api/auth/reset/confirm', { body }))
    unanswered = null
  } catch (problem) {
    if (problem instanceof Problem && (problem.status === 401 || problem.of('token') !== undefined)) {
      throw new LinkNotGood(unanswered === body.token)
    }
    if (problem instanceof Problem && problem.isTemporary) {
      unanswered = body.token
    }
    throw problem
  }
}
