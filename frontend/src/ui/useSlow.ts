import { useEffect, useState } from 'react'

/** Whether something has been going on for longer than a person calls instant. */
export function useSlow(isGoingOn: boolean, millis = 800): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isGoingOn) {
      return
    }
    const timer = setTimeout(() => setSlow(true), millis)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isGoingOn, millis])
  return isSlow
}
