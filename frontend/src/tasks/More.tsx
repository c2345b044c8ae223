import { useEffect, useRef } from 'react'
import { WorkButton } from '../ui/WorkButton'
import classes from './TaskList.module.css'

type Props = {
  isFetching: boolean
  /** To be asked, as after a failure. */
  waits: boolean
  onMore: () => void
}

/** The end of the list: what is below comes when it comes into view, or is asked for. */
export function More({ isFetching, waits, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    if (end.current === null || isFetching || waits) {
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        // In order of time: the last says how it is now.
        if (entries.at(-1)?.isIntersecting) {
          latest.current()
        }
      },
      { rootMargin: '400px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [isFetching, waits])
  return (
    <div ref={end} className={classes.more}>
      <WorkButton variant="subtle" isAtWork={isFetching} onClick={onMore}>
        Show more
      </WorkButton>
    </div>
  )
}
