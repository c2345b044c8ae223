import { TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Person, usePerson } from '../api/session'
import { Choice } from '../ui/Choice'
import { AddTask } from './AddTask'
import { Outgoing } from './Outgoing'
import { TaskList } from './TaskList'
import classes from './TasksPage.module.css'
import { length, SEARCH_LENGTH, type Show } from './task'
import { useOutbox } from './useOutbox'

export function TasksPage() {
  const person = usePerson()
  return person === null ? null : <PersonsTasks key={person.id} person={person} />
}

function PersonsTasks({ person }: { person: Person }) {
  const { q = '', show = 'all' } = useSearch({ from: '/' })
  const { store, ...sending } = useOutbox(person.id)
  useEffect(() => {
    store.flush()
    return () => store.hurry()
  }, [store])
  return (
    <>
      <h1>{person.name === null ? 'Your tasks' : `${person.name}’s tasks`}</h1>
      <AddTask personId={person.id} onAdd={(id, content) => store.save(id, null, content)} />
      <Filters q={q} show={show} />
      <Outgoing {...sending} onRetry={store.flush} />
      {/* A link may hold a longer one. The box says so, and nobody is asked. */}
      {length(q) <= SEARCH_LENGTH && (
        <TaskList personId={person.id} filter={{ q, show }} store={store} outbox={sending.outbox} />
      )}
    </>
  )
}

const TYPING_MILLIS = 250

function Filters({ q, show }: { q: string; show: Show }) {
  const navigate = useNavigate({ from: '/' })
  const [text, setText] = useState(q)
  const [seen, setSeen] = useState(q)
  const [asked, setAsked] = useState(q)
  if (q !== seen) {
    setSeen(q)
    setAsked(q)
    if (q !== asked) {
      // A link leads there, and not what was typed.
      setText(q)
    }
  }

  const excess = length(text) - SEARCH_LENGTH
  useEffect(() => {
    if (text === q || excess > 0) {
      return
    }
    const timer = setTimeout(() => {
      setAsked(text)
      void navigate({ search: (old) => ({ ...old, q: text }), replace: true })
    }, TYPING_MILLIS)
    return () => clearTimeout(timer)
  }, [text, q, excess, navigate])

  return (
    <search className={classes.filters}>
      <TextInput
        type="search"
        aria-label="Search tasks"
        placeholder="Search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={excess > 0 && `${excess} too many: a search has at most ${SEARCH_LENGTH} characters`}
        className={classes.search ?? ''}
      />
      <Choice
        name="Show"
        value={show}
        options={{ all: 'All', open: 'Open', done: 'Done' }}
        onChange={(value) => navigate({ search: (old) => ({ ...old, show: value }), replace: true })}
      />
    </search>
  )
}
