import { useToday } from '../ui/useToday'
import { dueWords } from './dueWords'
import classes from './TaskList.module.css'

export function Due({ on, isDone }: { on: string; isDone: boolean }) {
  const today = useToday()
  const isLate = !isDone && on < today
  return (
    <time dateTime={on} className={classes.due} data-late={isLate || undefined} title={`Due ${on}`}>
      {isLate && <span className="unseen">Overdue: </span>}
      <span lang={navigator.language}>{dueWords(on, today)}</span>
    </time>
  )
}
