import { clock } from '../ui/time'
import classes from './TaskList.module.css'

type Props = { at: number; isAtWork: boolean; onRefresh: () => void }

/** Of when the list is, as long as there is no newer one. */
export function AsOf({ at, isAtWork, onRefresh }: Props) {
  return (
    <p className={classes.asOf}>
      As of {clock(new Date(at).toISOString(), new Date())} ·{' '}
      <button
        type="button"
        aria-busy={isAtWork || undefined}
        aria-disabled={isAtWork || undefined}
        onClick={() => isAtWork || onRefresh()}
      >
        {isAtWork ? 'Refreshing…' : 'Refresh'}
      </button>
    </p>
  )
}
