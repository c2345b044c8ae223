import { TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { type Person, usePerson } from '../api/session'
import { Choice } from '../ui/Choice'
import { AddTask } from './AddTask'
import { newId } from './newId'
import { Outgoing } from './Outgoing'
import { TaskList } from './TaskList'
import classes from './TasksPage.module.css'
import { type Content, isIn, length, SEARCH_LENGTH, type Show, type Task } from './task'
import { Undo } from './Undo'
import { useKeptList } from './useKeptList'
import { useOutbox } from './useOutbox'
import { useUndo } from './useUndo'

export function TasksPage() {
  const person = usePerson()
  return person === null ? null : <PersonsTasks key={person.id} person={person} />
}

function PersonsTasks({ person }: { person: Person }) {
  const { q = '', show = 'all' } = useSearch({ from: '/' })
  const { store, ...sending } = useOutbox(person.id)
  const keptAt = useKeptList(person.id)
  const filter = useMemo(() => ({ q, show }), [q, show])
  const navigate = useNavigate({ from: '/' })
  const history = useUndo()
  const add = (contents: Content[]) => {
    // The first one comes last, so that it is on top.
    const added = contents.map((content) => made(content)).reverse()
    for (const task of added) {
      store.save(task.id, null, task)
    }
    const [last] = added
    if (last !== undefined && added.length > 1) {
      const undo = () => added.map((task) => store.remove(task))
      history.did({ words: `Added ${added.length} tasks`, id: last.id, undo })
    } else if (last !== undefined && !isIn(filter, last)) {
      history.tell({
        words: `Added “${last.title}”, which is not shown here`,
        action: 'Show all tasks',
        run: () => void navigate({ search: {} }),
      })
    }
  }
  useEffect(() => {
    store.flush()
    return () => store.hurry()
  }, [store])
  return (
    <>
      <h1 tabIndex={-1}>{person.name === null ? 'Your tasks' : `${person.name}’s tasks`}</h1>
      <AddTask personId={person.id} onAdd={add} />
      <Filters q={q} show={show} />
      <Outgoing {...sending} onRetry={store.flush} />
      {/* A link may hold a longer one. The box says so, and nobody is asked. */}
      {length(q) <= SEARCH_LENGTH && keptAt !== undefined && (
        <TaskList
          personId={person.id}
          filter={filter}
          keptAt={keptAt}
          store={store}
          outbox={sending.outbox}
          history={history}
        />
      )}
      <Undo history={history} />
    </>
  )
}

/** As the service will have it. */
function made(content: Content): Task {
  const at = new Date().toISOString()
  return { ...content, id: newId(), createdAt: at, updatedAt: at }
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
