import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { own } from '../base'
import { OutboxStore } from './outboxStore'
import { place } from './queries'
import type { Task } from './task'

const stores = new Map<string, OutboxStore>()

/** The person's outbox, which goes on sending while other pages are open. */
export function useOutbox(personId: string) {
  const client = useQueryClient()
  let store = stores.get(personId)
  if (store === undefined) {
    store = open(client, personId)
    stores.set(personId, store)
  }
  return { store, ...useSyncExternalStore(store.subscribe, store.current) }
}

/** What the service says to one tab is told to the others: they have nothing to ask. */
function open(client: QueryClient, personId: string): OutboxStore {
  const others = channel(own(`tasks.${personId}`))
  if (others !== null) {
    others.onmessage = ({ data }: MessageEvent<Known>) => place(client, personId, data.id, data.task)
  }
  return new OutboxStore(personId, (id, task) => {
    place(client, personId, id, task)
    others?.postMessage({ id, task } satisfies Known)
  })
}

/** None where the browser denies it, as it does storage. */
function channel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}

type Known = { id: string; task: Task | null }
