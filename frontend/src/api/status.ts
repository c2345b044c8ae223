import { answer, open } from './open'

/** What the service knows without asking the database, so that looking never wakes it. */
export const readStatus = (signal?: AbortSignal) =>
  answer(open.GET('/api/status', signal === undefined ? {} : { signal }))
