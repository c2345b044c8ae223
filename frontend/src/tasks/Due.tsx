import { isoDay } from '../ui/time'
import { dueWords } from './dueWords'
import classes from './TaskList.module.css'

export function Due({ on, isDone }: { on: string; isDone: boolean }) {
  const now = new Date()
  const isLate = !isDone && on < isoDay(now)
  return (
    <time dateTime={on} className={classes.due} data-late={isLate || undefined} title={`Due ${on}`}>
      {isLate && <span className="unseen">Overdue: </span>}
      {dueWords(on, now)}
    </time>
  )
}
