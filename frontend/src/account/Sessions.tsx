import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Person } from '../api/session'
import { failureOf } from '../ui/failure'
import { useKeptFocus } from '../ui/useKeptFocus'
import { useNow } from '../ui/useNow'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
import { serviceQuery } from './issuer'
import { Others } from './Others'
import { SessionRow } from './SessionRow'
import classes from './Sessions.module.css'
import { type OwnSession, sessionsQuery } from './sessions'

/** Where a person is signed in. A database that naps is woken for that only when somebody asks for it. */
export function Sessions({ person }: { person: Person }) {
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const service = useQuery(serviceQuery)
  const state = service.isFetchedAfterMount ? service.data?.database.state : undefined
  const sessions = sessionsQuery(person.id)
  const query = useQuery({ ...sessions, enabled: isAsked || state === 'UP' })
  const isKnown = query.data !== undefined
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    // The button has gone, and what it had.
    if (isAsked && isKnown && document.activeElement === document.body) {
      heading.current?.focus()
    }
  }, [isAsked, isKnown])
  // What it depends on is asked first.
  const [reading, key] = state === undefined ? [service, serviceQuery.queryKey] : [query, sessions.queryKey]
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" ref={heading} tabIndex={-1}>
        Sessions
      </h2>
      <p>Where you are signed in. If there is one that you do not know, end it and change your password.</p>
      {state !== undefined && state !== 'UP' && !isKnown && !reading.isError && (
        <>
          {state === 'ASLEEP' && <p>The database is asleep, and looking this up wakes it.</p>}
          <WorkButton variant="default" isAtWork={isAsked} onClick={() => setAsked(true)}>
            Show where I am signed in
          </WorkButton>
        </>
      )}
      {reading.isLoading && <div className={classes.skeleton} aria-hidden="true" />}
      {isKnown && <List personId={person.id} sessions={query.data.items} />}
      <Waking
        isWaiting={reading.isFetching && (reading.isPending || reading.failureReason !== null)}
        failure={failureOf(reading)}
        onRetry={async () => {
          await client.cancelQueries({ queryKey: key })
          await reading.refetch()
        }}
      />
      {reading.isError && (
        <>
          <p role="alert" className="fault">
            {reading.error.message}
          </p>
          <Button variant="default" onClick={() => reading.refetch()}>
            Try again
          </Button>
        </>
      )}
    </section>
  )
}

function List({ personId, sessions }: { personId: string; sessions: OwnSession[] }) {
  const [note, setNote] = useState('')
  const now = useNow(30_000)
  const list = useRef<HTMLUListElement>(null)
  const onFocus = useKeptFocus(list)
  const hasOthers = sessions.some((session) => !session.current)
  return (
    <>
      <ul ref={list} aria-label="Sessions" className={classes.list} onFocus={onFocus}>
        {sessions.map((session) => (
          <SessionRow key={session.id} personId={personId} session={session} now={now} onEnded={setNote} />
        ))}
      </ul>
      <Others personId={personId} hasOthers={hasOthers} onEnded={setNote} />
      <div role="status">{note !== '' && <p>{note}</p>}</div>
    </>
  )
}
