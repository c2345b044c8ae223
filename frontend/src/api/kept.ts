import { useSyncExternalStore } from 'react'
import { own } from '../base'
import { isObject, readObject, removeText, writeText } from './storage'

/** What the browser keeps of one person's unfinished work: theirs alone, and gone when they sign out. */
type Kept = 'outbox' | 'drafts'
type Entries = Record<string, object>

/** A text being written, and what it began as: `base` is `null` of a new one. */
export type Words = {
  title: string
  description: string
  dueOn: string
  base: { title: string; description: string | null; dueOn: string | null } | null
}

/** What storage did not take, entry by entry, `null` where one was dropped: kept as long as the page is open. */
const apart = new Map<string, Record<string, object | null>>()
const listeners = new Set<() => void>()

window.addEventListener('beforeunload', (event) => {
  if (apart.size > 0) {
    event.preventDefault()
  }
})

// Whoever has signed out in another tab leaves nothing in this one.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === own('leaving') && newValue !== null) {
    apart.clear()
    tell()
  }
})

export function keyOf(personId: string, what: Kept): string {
  return own(`${what}.${personId}`)
}

export function readKept<T extends object>(personId: string, what: Kept): Record<string, T> {
  const key = keyOf(personId, what)
  const entries = Object.entries({ ...stored(key), ...apart.get(key) })
  return Object.fromEntries(entries.filter(([, entry]) => isSound(what, entry))) as Record<string, T>
}

export function writeKept<T extends object>(personId: string, what: Kept, entries: Record<string, T>): void {
  const key = keyOf(personId, what)
  const isKept = Object.keys(entries).length === 0 ? removeText(key) : writeText(key, JSON.stringify(entries))
  const rest = isKept ? {} : difference(stored(key), entries)
  if (Object.keys(rest).length === 0) {
    apart.delete(key)
  } else {
    apart.set(key, rest)
  }
  tell()
}

export function unsentCount(personId: string): number {
  return Object.keys(readKept(personId, 'outbox')).length
}

/** How many texts were begun and say something that is nowhere else. */
export function unfinishedCount(personId: string): number {
  return Object.values(readKept<Words>(personId, 'drafts')).filter(saysMore).length
}

/** Whether there is more to it than what it began as. */
export function saysMore({ title, description, dueOn, base }: Words): boolean {
  return (
    title !== (base?.title ?? '') ||
    description !== (base?.description ?? '') ||
    dueOn !== (base?.dueOn ?? '')
  )
}

export function discardKept(personId: string): void {
  for (const what of ['outbox', 'drafts'] as const) {
    removeText(keyOf(personId, what))
    apart.delete(keyOf(personId, what))
  }
  tell()
}

/** Whether something is kept by this page alone, as storage did not take it. */
export function useApart(): boolean {
  return useSyncExternalStore(subscribe, () => apart.size > 0)
}

function stored(key: string): Record<string, unknown> {
  return readObject(key) ?? {}
}

/** What turns `from` into `to`. */
function difference(from: Record<string, unknown>, to: Entries): Record<string, object | null> {
  const dropped = Object.keys(from).filter((id) => !(id in to))
  const put = Object.entries(to).filter(([id, entry]) => JSON.stringify(from[id]) !== JSON.stringify(entry))
  return { ...Object.fromEntries(dropped.map((id) => [id, null])), ...Object.fromEntries(put) }
}

const TEXTS: Record<Kept, string[]> = {
  outbox: ['id', 'key', 'madeAt'],
  drafts: ['title', 'description', 'dueOn'],
}

/** Whether it is what this page wrote, as far as that has to be. */
function isSound(what: Kept, entry: unknown): boolean {
  return isObject(entry) && 'base' in entry && TEXTS[what].every((name) => typeof entry[name] === 'string')
}

function tell(): void {
  for (const listener of listeners) {
    listener()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
