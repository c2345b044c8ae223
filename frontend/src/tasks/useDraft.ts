import { useCallback, useSyncExternalStore } from 'react'
import { readKept, writeKept } from '../api/kept'
import type { Task } from './task'

/** Words being typed, of a new task or over an existing one. They outlive a reload. */
export type Draft = { title: string; description: string; dueOn: string; base: Task | null }

export const NEW = 'new'

const listeners = new Set<() => void>()
let cache: { personId: string; drafts: Record<string, Draft> } | null = null

export function useDraft(personId: string, id: string): [Draft | null, (draft: Draft | null) => void] {
  const draft = useSyncExternalStore(subscribe, () => draftsOf(personId)[id] ?? null)
  const write = useCallback(
    (next: Draft | null) => {
      const { [id]: _, ...others } = readKept<Draft>(personId, 'drafts')
      const drafts = next === null ? others : { ...others, [id]: next }
      writeKept(personId, 'drafts', drafts)
      cache = { personId, drafts }
      for (const listener of listeners) {
        listener()
      }
    },
    [personId, id],
  )
  return [draft, write]
}

function draftsOf(personId: string): Record<string, Draft> {
  if (cache?.personId !== personId) {
    cache = { personId, drafts: readKept<Draft>(personId, 'drafts') }
  }
  return cache.drafts
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
