import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { type Person, usePerson } from '../api/session'
import { AddTask } from './AddTask'
import { Filters } from './Filters'
import { newId } from './newId'
import { Outgoing } from './Outgoing'
import { isBeyond } from './queries'
import { TaskList } from './TaskList'
import { type Content, isIn, length, orderOf, SEARCH_LENGTH, type Task } from './task'
import { Undo } from './Undo'
import { useCounts } from './useCounts'
import { useKeptList } from './useKeptList'
import { useOutbox } from './useOutbox'
import { useUndo } from './useUndo'

export function TasksPage() {
  const person = usePerson()
  return person === null ? null : <PersonsTasks key={person.id} person={person} />
}

function PersonsTasks({ person }: { person: Person }) {
  const client = useQueryClient()
  const { q = '', show = 'all', sort = orderOf(show) } = useSearch({ from: '/' })
  const { store, ...sending } = useOutbox(person.id)
  const keptAt = useKeptList(person.id)
  const filter = useMemo(() => ({ q, show, sort }), [q, show, sort])
  const counts = useCounts(person.id, sending.outbox)
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
    } else if (last !== undefined && (!isIn(filter, last) || isBeyond(client, person.id, filter, last))) {
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
      <Filters filter={filter} counts={counts} />
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
