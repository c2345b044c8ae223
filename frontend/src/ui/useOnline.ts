import { useEffect, useRef } from 'react'

/** Calls when the browser is online again, as long as it is to. */
export function useOnline(isWaiting: boolean, onOnline: () => void): void {
  const latest = useRef(onOnline)
  latest.current = onOnline
  useEffect(() => {
    if (!isWaiting) {
      return
    }
    const call = () => latest.current()
    window.addEventListener('online', call)
    return () => window.removeEventListener('online', call)
  }, [isWaiting])
}
