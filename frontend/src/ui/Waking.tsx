import { Button } from '@mantine/core'
import { Countdown } from './Countdown'
import { useOnline } from './useOnline'
import { useSlow } from './useSlow'
import classes from './Waking.module.css'

type Props = {
  isWaiting: boolean
  title?: string
  /** Why it is waiting, once an answer said so, and when the next try is. */
  failure: { message: string; retryAt: number } | null
  onRetry: () => void
}

/** Calm words for a wait: nothing at first, then that the database wakes, then when the next try is. */
export function Waking({ isWaiting, title, failure, onRetry }: Props) {
  const isSlow = useSlow(isWaiting)
  useOnline(isWaiting && failure !== null, onRetry)
  const isVisible = isWaiting && (isSlow || failure !== null)
  return (
    <div role="status">
      {isVisible && (
        <div className={classes.waking}>
          <span className={classes.moon} aria-hidden="true" />
          <div className={classes.words}>
            <strong>{title ?? (failure === null ? 'Waking the database' : failure.message)}</strong>
            <span>
              {failure === null ? (
                title === undefined ? (
                  'It naps when nobody needs it. This takes a moment.'
                ) : (
                  'Waking the database, which takes a moment.'
                )
              ) : (
                <>
                  {title !== undefined && `${failure.message} `}
                  Trying again <Countdown until={failure.retryAt} />. Nothing you typed is lost.
                </>
              )}
            </span>
          </div>
          {failure !== null && (
            <Button variant="default" size="xs" onClick={onRetry}>
              Try now
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
