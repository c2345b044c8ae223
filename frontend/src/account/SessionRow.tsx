import { failureOf } from '../ui/failure'
import { ago, clock } from '../ui/time'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
import classes from './Sessions.module.css'
import { type OwnSession, useEnding } from './sessions'

type Props = { personId: string; session: OwnSession; now: number; onEnded: (note: string) => void }

/** One session: where, since when, and its end. */
export function SessionRow({ personId, session, now, onEnded }: Props) {
  const where = session.browser ?? 'Unknown browser'
  const since = clock(session.startedAt, new Date(now))
  const ending = useEnding(personId, session, () => onEnded(`Ended the session in ${where}.`))
  return (
    <li>
      <div className={classes.row}>
        <div className={classes.words}>
          <span data-part="title" tabIndex={-1} className={classes.where}>
            {where}
            {session.current && <span className={classes.mark}>This one</span>}
          </span>
          <span className={classes.when}>
            Since {since} · {session.current ? 'in use' : `last used ${ago(session.lastUsedAt, now)}`}
          </span>
        </div>
        {!session.current && (
          <WorkButton
            variant="default"
            size="xs"
            data-part="end"
            aria-label={`End the session in ${where} since ${since}`}
            isAtWork={ending.isPending}
            onClick={() => ending.mutate()}
          >
            End
          </WorkButton>
        )}
      </div>
      {ending.isError && (
        <p role="alert" className="fault">
          {ending.error.message}
        </p>
      )}
      <Waking isWaiting={ending.isPending} failure={failureOf(ending)} onRetry={() => ending.mutate()} />
    </li>
  )
}
