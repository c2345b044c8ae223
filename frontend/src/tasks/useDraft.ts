import { useCallback, useSyncExternalStore } from 'react'
import { keyOf, readKept, type Words, writeKept } from '../api/kept'
import type { Task } from './task'

/** Words being typed, of a new task or over an existing one. They outlive a reload. */
export type Draft = Words & { base: Task | null }

export const NEW = 'new'

const listeners = new Set<() => void>()
let cache: { personId: string; drafts: Record<string, Draft> } | null = null

/** Every tab shows what is typed in any of them, so that none writes over words it has not seen. */
window.addEventListener('storage', (event) => {
  if (cache !== null && (event.key === null || event.key === keyOf(cache.personId, 'drafts'))) {
    cache = null
    tell()
  }
})

export function useDrafts(personId: string): Record<string, Draft> {
  return useSyncExternalStore(subscribe, () => draftsOf(personId))
}

export function useDraft(personId: string, id: string): [Draft | null, (draft: Draft | null) => void] {
  const draft = useSyncExternalStore(subscribe, () => draftsOf(personId)[id] ?? null)
  const write = useCallback((next: Draft | null) => writeDraft(personId, id, next), [personId, id])
  return [draft, write]
}

export function writeDraft(personId: string, id: string, next: Draft | null): void {
  const { [id]: _, ...others } = readKept<Draft>(personId, 'drafts')
  const drafts = next === null ? others : { ...others, [id]: next }
  writeKept(personId, 'drafts', drafts)
  cache = { personId, drafts }
  tell()
}

function draftsOf(personId: string): Record<string, Draft> {
  if (cache?.personId !== personId) {
    cache = { personId, drafts: readKept<Draft>(personId, 'drafts') }
  }
  return cache.drafts
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
