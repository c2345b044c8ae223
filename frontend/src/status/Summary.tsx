import { useIsMutating } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RelativeTime } from '../ui/RelativeTime'
import { clock } from '../ui/time'
import { useSlow } from '../ui/useSlow'
import { CHECK, type Database } from './queries'
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

type Props = {
  database: Database
  /** When the service said this last, if it does not answer any more. */
  seenAt: number | null
  children: ReactNode
}

/** The one thing most people come for. */
export function Summary({ database, seenAt, children }: Props) {
  const isAsking = useSlow(useIsMutating({ mutationKey: CHECK }) > 0)
  const { title, meaning } = wordsOf(database, seenAt, isAsking)
  const isKnown = seenAt === null && !isAsking
  return (
    <section
      className={classes.summary}
      data-state={isKnown ? database.state : undefined}
      aria-label="Database"
    >
      <span className={classes.light} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.state} role="status">
          {title}
        </p>
        <p className={classes.meaning}>{meaning}</p>
        {isKnown && (
          <p className={classes.since}>
            Since {clock(database.since, new Date())}, <RelativeTime instant={database.since} />
          </p>
        )}
      </div>
      {children}
    </section>
  )
}

/** Nothing is claimed that is not known now. */
function wordsOf(database: Database, seenAt: number | null, isAsking: boolean) {
  const { title, meaning } = WORDS[database.state]
  if (seenAt !== null) {
    const at = clock(new Date(seenAt).toISOString(), new Date())
    return { title: 'Not known', meaning: `At ${at} the service said: ${title}.` }
  }
  if (isAsking) {
    return { title: 'Asking it', meaning: 'If it was asleep, this takes a moment.' }
  }
  return { title, meaning: database.reason === null ? meaning : `${database.reason} ${meaning}` }
}
