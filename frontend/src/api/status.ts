import { answer, open } from './open'

/** What the service knows without asking the database, so that looking never wakes it. */
export const readStatus = (signal?: AbortSignal) =>
  answer(open.GET('/api/status', signal === undefined ? {} : { signal }))

/** What it remembers of the last day, without asking either. */
export const readHistory = (signal?: AbortSignal) =>
  answer(open.GET('/api/status/history', signal === undefined ? {} : { signal }))
