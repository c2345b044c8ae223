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

/** What is kept where the service has taken the cookie, and could not end the session. */
const UNENDED = 'unended'
/** What the service says then. From a proxy, 503 does not mean that. */
const AWAY = ['/problems/database-unavailable', '/problems/pool-exhausted']

const found = readText(KEY)
/** Whether this browser still has to have a session ended of somebody who has signed out. */
let isLeaving = found !== null && found !== UNENDED
/** Whether there is one that cannot be ended from here any more, and somebody has to be told. */
let isUnended = found === UNENDED
/** Whether that waits, since somebody is signing in. */
let isHeld = false

/** The session is over here at once, whoever can be reached; what follows ends it for the service, too. */
export async function leave(person: Person): Promise<void> {
  isLeaving = true
  isUnended = false
  isHeld = false
  // First, as it makes room in a storage that is full.
  discardKept(person.id)
  const isKept = writeText(KEY, new Date().toISOString())
  end()
  const isOver = await Promise.race([endSession().catch(() => false), patience()])
  if (isOver || (isKept && isLeaving && !isHeld)) {
    startAnew()
  }
}

export const leavingQuery = queryOptions({
  queryKey: ['leaving'],
  queryFn: async () => {
    if (isLeaving && !isHeld) {
      await endSession()
    }
    return { isUnended }
  },
  staleTime: 0,
  retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
  retryDelay,
})

/** Whoever signs in gets a cookie in place of the one that was to go. */
export function forget(): true {
  isLeaving = false
  isUnended = false
  isHeld = false
  removeText(KEY)
  return true
}

function leaveUnended(): true {
  isLeaving = false
  isUnended = true
  isHeld = false
  writeText(KEY, UNENDED)
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

/** Whether nothing is left to do, and it was not held. Goes on when the page is closed. */
function endSession(): Promise<boolean> {
  running ??= begin(new AbortController())
  return running.end
}

function begin(abort: AbortController) {
  const call = open.POST('/api/auth/sign-out', { keepalive: true, signal: abort.signal })
  const end = answer(call)
    .then(
      () => !abort.signal.aborted && forget(),
      (failure) => {
        if (abort.signal.aborted) {
          return false
        }
        if (failure instanceof Problem && AWAY.includes(failure.type)) {
          return leaveUnended()
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
