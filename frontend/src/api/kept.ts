import { own } from '../base'

/** What the browser keeps of one person's unfinished work: theirs alone, and gone when they sign out. */
type Kept = 'outbox' | 'drafts'

export function keyOf(personId: string, what: Kept): string {
  return own(`${what}.${personId}`)
}

export function readKept<T extends object>(personId: string, what: Kept): Record<string, T> {
  const text = localStorage.getItem(keyOf(personId, what))
  return text === null ? {} : (JSON.parse(text) as Record<string, T>)
}

export function writeKept<T extends object>(personId: string, what: Kept, entries: Record<string, T>): void {
  if (Object.keys(entries).length === 0) {
    localStorage.removeItem(keyOf(personId, what))
  } else {
    localStorage.setItem(keyOf(personId, what), JSON.stringify(entries))
  }
}

export function unsentCount(personId: string): number {
  return Object.keys(readKept(personId, 'outbox')).length
}

export function discardKept(personId: string): void {
  localStorage.removeItem(keyOf(personId, 'outbox'))
  localStorage.removeItem(keyOf(personId, 'drafts'))
}
