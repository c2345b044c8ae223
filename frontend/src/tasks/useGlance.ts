import { useEffect, useRef, useState } from 'react'
import { readStatus } from '../api/status'
import { useSlow } from '../ui/useSlow'
import { useToday } from '../ui/useToday'

const FRESH_MILLIS = 30_000
/** As long as a new list may take before it is said how old this one is. */
const INSTANT_MILLIS = 250

type List = { data: unknown; dataUpdatedAt: number; isFetching: boolean; refetch: () => Promise<unknown> }

/**
 * Whoever comes back to a list, or begins with one that was kept, finds it read anew, unless that would wake the database: a
 * glance is not worth it, a person's own action is. `isOld` until it is read anew; `asOf` is when it was read, once that is to
 * be said.
 *
 * @param keptAt of when the list is that the page began with, however short a time ago that was
 * @param isSettled whether nothing is on its way to the service: what was has woken the database
 */
export function useGlance(
  list: List,
  keptAt: number | null,
  isSettled: boolean,
): { isOld: boolean; asOf: number | null } {
  const isAged = ({ data, dataUpdatedAt }: List) =>
    data !== undefined &&
    dataUpdatedAt > 0 &&
    (dataUpdatedAt === keptAt || Date.now() - dataUpdatedAt >= FRESH_MILLIS)
  const [glance, setGlance] = useState(isAged(list) ? { at: list.dataUpdatedAt, isOver: false } : null)
  const day = useToday()
  const latest = useRef({ list, isAged })
  latest.current = { list, isAged }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day has other tasks
  useEffect(() => {
    let isGone = false
    const look = async () => {
      const { list, isAged } = latest.current
      if (document.visibilityState === 'hidden' || list.isFetching || !isAged(list)) {
        return
      }
      const at = list.dataUpdatedAt
      setGlance({ at, isOver: false })
      const isAwake = await readStatus().then(
        ({ database }) => database.state === 'UP',
        () => false,
      )
      if (isGone || latest.current.list.dataUpdatedAt !== at) {
        return
      }
      if (isAwake) {
        await latest.current.list.refetch()
      } else {
        setGlance({ at, isOver: true })
      }
    }
    if (isSettled) {
      void look()
    }
    document.addEventListener('visibilitychange', look)
    window.addEventListener('online', look)
    return () => {
      isGone = true
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('online', look)
    }
  }, [isSettled, day])
  const at = list.dataUpdatedAt
  const isOver = glance?.at === at && glance.isOver
  const isOld = glance?.at === at || keptAt === at
  const isSlow = useSlow(isOld && !isOver, INSTANT_MILLIS)
  return { isOld, asOf: isOld && (isOver || isSlow) ? at : null }
}
