import { useSyncExternalStore } from 'react'
import { isoDay } from './time'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

/** The day in the person's own time zone, also after midnight. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, today)
}

export function today(): string {
  return isoDay(new Date())
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    wait()
    // Timers rest while the machine does.
    document.addEventListener('visibilitychange', tell)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }
}

function wait(): void {
  const now = new Date()
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
  timer = setTimeout(
    () => {
      tell()
      wait()
    },
    midnight.getTime() - now.getTime() + 1,
  )
}

function tell(): void {
  for (const listener of listeners) {
    listener()
  }
}
