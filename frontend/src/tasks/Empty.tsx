import { Link } from '@tanstack/react-router'
import classes from './TaskList.module.css'
import type { Filter } from './task'

/** Why there is nothing to see. */
export function Empty({ filter: { q, show } }: { filter: Filter }) {
  if (q !== '') {
    return (
      <p className={classes.empty}>
        <strong>No task holds “{q}”.</strong>
        {show !== 'all' && (
          <Link from="/" to="/" search={{ q }}>
            Look in all tasks
          </Link>
        )}
      </p>
    )
  }
  const [title, hint] = WORDS[show]
  return (
    <p className={classes.empty}>
      <strong>{title}</strong>
      <span>{hint}</span>
    </p>
  )
}

const WORDS = {
  all: ['A clean slate.', 'Write down the first thing that is on your mind.'],
  overdue: ['Nothing is overdue.', 'All that was due before today is done.'],
  today: ['Nothing is due today.', 'Or all of it is done.'],
  upcoming: ['Nothing is coming up.', 'A task with a date of its own is found here until then.'],
  done: ['Nothing done yet.', 'What you complete is kept here.'],
} as const
