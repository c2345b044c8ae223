import { useEffect, useRef, useState } from 'react'
import { readStatus } from '../api/status'

const FRESH_MILLIS = 30_000

type List = { data: unknown; dataUpdatedAt: number; isFetching: boolean; refetch: () => Promise<unknown> }

/**
 * Whoever comes back to a list finds it read anew, unless that would wake the database: a glance is not worth it, a person's
 * own action is. Gives the time that the list is of in that case.
 */
export function useGlance(list: List): number | null {
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const latest = useRef(list)
  latest.current = list
  useEffect(() => {
    let isOver = false
    const glance = async () => {
      const { data, dataUpdatedAt, isFetching } = latest.current
      const isOld = data !== undefined && Date.now() - dataUpdatedAt >= FRESH_MILLIS
      if (document.visibilityState === 'hidden' || !isOld || isFetching) {
        return
      }
      const isAwake = await readStatus().then(
        ({ database }) => database.state === 'UP',
        () => false,
      )
      if (isOver || latest.current.dataUpdatedAt !== dataUpdatedAt) {
        return
      }
      if (isAwake) {
        await latest.current.refetch()
      } else {
        setLeftAt(dataUpdatedAt)
      }
    }
    void glance()
    document.addEventListener('visibilitychange', glance)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', glance)
    }
  }, [])
  return leftAt === list.dataUpdatedAt && !list.isFetching ? leftAt : null
}
