import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { OutboxStore } from './outboxStore'
import { place, readAgain } from './queries'

const stores = new Map<string, OutboxStore>()

/** The person's outbox, which goes on sending while other pages are open. */
export function useOutbox(personId: string) {
  const client = useQueryClient()
  let store = stores.get(personId)
  if (store === undefined) {
    store = new OutboxStore(
      personId,
      (id, task) => place(client, personId, id, task),
      () => readAgain(client, personId),
    )
    stores.set(personId, store)
  }
  return { store, ...useSyncExternalStore(store.subscribe, store.current) }
}
