import { useMutation } from '@tanstack/react-query'
import { answer } from '../api/open'
import { Problem, retryDelay } from '../api/problem'

/** The link that was sent without an answer: it may have been used by that. */
let unanswered: string | null = null

/** The link has been used, is too old, or never was one. */
export class LinkNotGood extends Error {
  /** @param isMaybeOurs whether it may be this page that has used it */
  constructor(readonly isMaybeOurs: boolean) {
    super('This link no longer works.')
  }
}

/** Uses a link by `call`, waiting for a database that naps. */
export function useLink<Body extends { token: string }>(
  call: (body: Body) => Parameters<typeof answer>[0],
  onDone: () => Promise<void>,
) {
  return useMutation({
    mutationFn: (body: Body) => send(body.token, call(body)),
    onSuccess: onDone,
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
  })
}

async function send(token: string, call: Parameters<typeof answer>[0]): Promise<void> {
  try {
    await answer(call)
    unanswered = null
  } catch (problem) {
    if (problem instanceof Problem && (problem.status === 401 || problem.of('token') !== undefined)) {
      throw new LinkNotGood(unanswered === token)
    }
    if (problem instanceof Problem && problem.isTemporary) {
      unanswered = token
    }
    throw problem
  }
}
