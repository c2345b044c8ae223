import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Countdown } from '../ui/Countdown'
import { failureOf } from '../ui/failure'
import { useOnline } from '../ui/useOnline'
import { useSlow } from '../ui/useSlow'
import classes from '../ui/Waking.module.css'
import { forget, leavingQuery } from './leaving'

/** What is left of signing out when nobody could be told, or has not answered yet. */
export function Leaving() {
  const client = useQueryClient()
  const query = useQuery(leavingQuery)
  const isSlow = useSlow(query.isFetching)
  const failure = failureOf(query)
  const retry = async () => {
    await client.cancelQueries({ queryKey: leavingQuery.queryKey })
    await query.refetch()
  }
  useOnline(failure !== null || query.isError, retry)
  if (query.data?.isUnended === true) {
    const dismiss = () => {
      forget()
      client.setQueryData(leavingQuery.queryKey, { isUnended: false })
      document.getElementById('main')?.focus({ preventScroll: true })
    }
    return <Unended onDismiss={dismiss} />
  }
  if (!query.isError && failure === null && !(query.isFetching && isSlow)) {
    return null
  }
  return (
    <div role="status" className={classes.waking}>
      <span className={classes.moon} aria-hidden="true" />
      <div className={classes.words}>
        <strong>You are signed out here, but your session has not been ended yet</strong>
        <span>
          {query.error?.message ?? failure?.message ?? 'Waking the database, which takes a moment.'} Until it
          is, this browser keeps the cookie that the session goes on by.
          {failure !== null && (
            <>
              {' '}
              Trying again <Countdown until={failure.retryAt} />.
            </>
          )}
        </span>
      </div>
      {(failure !== null || query.isError) && (
        <Button variant="default" size="xs" onClick={retry}>
          Try now
        </Button>
      )}
    </div>
  )
}

/** The cookie is gone, so that nobody goes on by it; the service may still know the session. */
function Unended({ onDismiss }: { onDismiss: () => void }) {
  return (
    <div role="status" className={classes.waking}>
      <span className={classes.moon} aria-hidden="true" />
      <div className={classes.words}>
        <strong>You are signed out here, but the session could not be ended</strong>
        <span>
          The database was away. This browser has lost the cookie that the session goes on by, and it ends by
          itself when it has not been used for a while. To end it at once, sign in and go to Settings.
        </span>
      </div>
      <Button variant="default" size="xs" onClick={onDismiss}>
        All right
      </Button>
    </div>
  )
}
