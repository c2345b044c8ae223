import { useEffect, useState } from 'react'

/** The time, again every `millis`. */
export function useNow(millis: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), millis)
    return () => clearInterval(timer)
  }, [millis])
  return now
}
