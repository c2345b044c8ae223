import { queryOptions } from '@tanstack/react-query'
import { discardKept } from '../api/kept'
import { answer, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import { end, type Person } from '../api/session'
import { readText, removeText, writeText } from '../api/storage'
import { base, own } from '../base'

const KEY = own('leaving')
/** Longer nobody is kept waiting: what is left to do is done on the page that follows. */
const PATIENCE_MILLIS = 2000

/** Whether this browser still has to have a session ended of somebody who has signed out. */
let isLeaving = readText(KEY) !== null
/** Whether that waits, since somebody is signing in. */
let isHeld = false

/** The session is over here at once, whoever can be reached; what follows ends it for the service, too. */
export async function leave(person: Person): Promise<void> {
  isLeaving = true
  isHeld = false
  // First, as it makes room in a storage that is full.
  discardKept(person.id)
  const isKept = writeText(KEY, new Date().toISOString())
  end()
  const ending = endSession().then((isEnded) => isEnded && forget())
  const isOver = await Promise.race([ending.catch(() => false), patience()])
  if (isOver || (isKept && isLeaving && !isHeld)) {
    startAnew()
  }
}

export const leavingQuery = queryOptions({
  queryKey: ['leaving'],
  queryFn: async () => {
    if (isLeaving && !isHeld && (await endSession())) {
      forget()
    }
    return null
  },
  staleTime: 0,
  retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
  retryDelay,
})

/** Whoever signs in gets a cookie in place of the one that was to go. */
export function forget(): true {
  isLeaving = false
  isHeld = false
  removeText(KEY)
  return true
}

/** Its answer would take the cookie of a session away that begins now. */
export function holdOn(): void {
  isHeld = true
  running?.abort.abort()
}

/** No session has begun. */
export function goOn(): void {
  isHeld = false
}

let running: { abort: AbortController; end: Promise<boolean> } | null = null

/** Whether it is ended, and was not held. Goes on when the page is closed. */
function endSession(): Promise<boolean> {
  running ??= begin(new AbortController())
  return running.end
}

function begin(abort: AbortController) {
  const call = open.POST('/api/auth/sign-out', { keepalive: true, signal: abort.signal })
  const end = answer(call)
    .then(
      () => true,
      (failure) => {
        if (abort.signal.aborted) {
          return false
        }
        throw failure
      },
    )
    .finally(() => {
      running = null
    })
  return { abort, end }
}

/** A new document: nothing of the person stays in memory. */
function startAnew(): void {
  if (!navigator.onLine) {
    // Now the browser would show its own page in place of ours.
    window.addEventListener('online', () => isLeaving && !isHeld && startAnew(), { once: true })
    return
  }
  location.assign(`${base}/sign-in`)
}

function patience(): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS, false))
}
