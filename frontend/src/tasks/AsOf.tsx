import { clock } from '../ui/time'
import classes from './TaskList.module.css'

type Props = { at: number; onRefresh: () => void }

/** Of when the list is, where nobody has asked for a newer one. */
export function AsOf({ at, onRefresh }: Props) {
  return (
    <p className={classes.asOf}>
      As of {clock(new Date(at).toISOString(), new Date())} ·{' '}
      <button type="button" onClick={onRefresh}>
        Refresh
      </button>
    </p>
  )
}
