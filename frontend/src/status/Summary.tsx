import type { ReactNode } from 'react'
import { RelativeTime } from '../ui/RelativeTime'
import { clock } from '../ui/time'
import type { Database } from './queries'
import classes from './StatusPage.module.css'

const WORDS: Record<Database['state'], { title: string; meaning: string }> = {
  UP: { title: 'Awake', meaning: 'The database answers.' },
  ASLEEP: {
    title: 'Asleep',
    meaning: 'Nobody has needed the database for a while. The next task read or written wakes it.',
  },
  DOWN: {
    title: 'Not answering',
    meaning: 'The database could not be reached. It is tried again and again.',
  },
  UNKNOWN: { title: 'Not asked yet', meaning: 'Nobody has needed the database since the service started.' },
}

type Props = { database: Database; isStale: boolean; children: ReactNode }

/** The one thing most people come for. */
export function Summary({ database, isStale, children }: Props) {
  const { title, meaning } = WORDS[database.state]
  return (
    <section
      className={classes.summary}
      data-state={database.state}
      data-stale={isStale || undefined}
      aria-label="Database"
    >
      <span className={classes.light} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.state} role="status">
          {title}
        </p>
        <p className={classes.meaning}>{meaning}</p>
        <p className={classes.since}>
          Since {clock(database.since, new Date())}, <RelativeTime instant={database.since} />
        </p>
      </div>
      {children}
    </section>
  )
}
