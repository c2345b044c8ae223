import { useSyncExternalStore } from 'react'
import { own } from '../base'
import { oneTabAtATime } from './oneTabAtATime'
import { answer, open } from './open'
import { Problem } from './problem'
import type { components } from './schema'
import { readObject, removeText, writeText } from './storage'

export type Person = components['schemas']['User']
type Session = components['schemas']['Session']

/**
 * Who is signed in. The access token lives in memory alone; the cookie that renews it is out of scripts' reach. What is kept
 * in storage is the person's name, so that a page which needs no token, such as the status, asks for none.
 */
type State = {
  person: Person | null
  hasEnded: boolean
  /** The browser has dropped the cookie: the session ends with this page. */
  isFleeting?: true
}

const KEY = own('person')
/** A token about to expire would do so on its way. */
const MARGIN = 10_000

let state: State = { person: stored(), hasEnded: false }
let access: { token: string; until: number } | null = null
let renewal: Promise<string> | null = null
/** Whether storage has what is in `state`. */
let isKept = true
const listeners = new Set<() => void>()

/** Another tab signed in or out. */
window.addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === null) {
    follow()
  }
})

/** Nothing of other tabs reaches a page that was left, until Back shows it as it was. */
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted && isKept && JSON.stringify(stored()) !== JSON.stringify(state.person)) {
    follow()
  }
})

function follow(): void {
  access = null
  isKept = true
  become({ person: stored(), hasEnded: false })
}

export function start(session: Session, isFleeting = false): void {
  access = { token: session.accessToken, until: Date.now() + session.expiresIn * 1000 }
  isKept = writeText(KEY, JSON.stringify(session.user))
  become({ person: session.user, hasEnded: false, ...(isFleeting && { isFleeting }) })
}

/** @param hasEnded by itself, not by the person's wish */
export function end(hasEnded = false): void {
  access = null
  isKept = removeText(KEY)
  become({ person: null, hasEnded })
}

export function current(): State {
  return state
}

export function usePerson(): Person | null {
  return useSyncExternalStore(subscribe, () => state.person)
}

export async function token(): Promise<string> {
  return access !== null && access.until - MARGIN > Date.now() ? access.token : renewedToken(access?.token)
}

/** Gets the first token while the page that needs it is still on its way. */
export function warm(): void {
  if (access === null) {
    renewedToken(undefined).catch(() => {
      // Whoever needs it asks again, and says why there is none.
    })
  }
}

/** A token other than the one that was refused, renewing at most once at a time. */
export function renewedToken(refused: string | undefined): Promise<string> {
  if (access !== null && access.token !== refused) {
    return Promise.resolve(access.token)
  }
  renewal ??= oneTabAtATime('renewal', renew).finally(() => {
    renewal = null
  })
  return renewal
}

/** Asks whether the session goes on, which ends here where it does not. */
export function verify(): Promise<unknown> {
  return renewedToken(access?.token)
}

/** The person as the service knows them since. */
export function know(person: Person): void {
  if (state.person?.id === person.id) {
    isKept = writeText(KEY, JSON.stringify(person))
    become({ ...state, person })
  }
}

async function renew(): Promise<string> {
  const me = state.person
  const hasLeft = () => me !== null && state.person === null
  try {
    const session = await answer(open.POST('/api/auth/refresh'))
    if (hasLeft()) {
      throw new Problem(401, 'You have been signed out.')
    }
    refuseAnother(session.user.id)
    start(session)
    return session.accessToken
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401 && !hasLeft()) {
      end(true)
    }
    // Somebody else's attempts from the same address: the session is as good as before.
    throw failure instanceof Problem && failure.status === 429 ? failure.asTemporary() : failure
  }
}

/** A page of a sibling domain can push a cookie of its own in: nobody goes on as somebody else. */
function refuseAnother(id: string): void {
  const known = stored() ?? state.person
  if (known !== null && known.id !== id) {
    throw new Problem(401, 'You have been signed out.')
  }
}

function stored(): Person | null {
  const person = readObject(KEY)
  return typeof person?.id === 'string' ? (person as Person) : null
}

function become(next: State): void {
  state = next
  for (const listener of listeners) {
    listener()
  }
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useFleeting(): boolean {
  return useSyncExternalStore(subscribe, () => state.isFleeting === true)
}

export function useEnded(): boolean {
  return useSyncExternalStore(subscribe, () => state.hasEnded)
}
