import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Choice } from '../ui/Choice'
import { type Counts, MOST } from './counts'
import classes from './Filters.module.css'
import { type Filter, length, type Order, SEARCH_LENGTH, SHOWS, type Show } from './task'

const TYPING_MILLIS = 250

const NAMES: Record<Show, string> = {
  overdue: 'Overdue',
  today: 'Today',
  upcoming: 'Upcoming',
  all: 'All',
  done: 'Done',
}

type Props = { filter: Filter; counts: Partial<Counts> }

/** Which tasks to see, and in which order. */
export function Filters({ filter: { q, show, sort }, counts }: Props) {
  const navigate = useNavigate({ from: '/' })
  const views = SHOWS.map((view) => [view, <View key={view} name={NAMES[view]} count={counts[view]} />])
  return (
    <search className={classes.filters}>
      <Choice
        name="View"
        isWide
        value={show}
        options={Object.fromEntries(views)}
        onChange={(value: Show) => navigate({ search: (old) => ({ ...old, show: value }), replace: true })}
      />
      <div className={classes.line}>
        <Search q={q} />
        <select
          aria-label="Order"
          className={classes.order}
          value={sort}
          onChange={({ currentTarget: { value } }) =>
            navigate({ search: (old) => ({ ...old, sort: value as Order }), replace: true })
          }
        >
          <option value="created">Newest first</option>
          <option value="due">By date due</option>
        </select>
      </div>
    </search>
  )
}

function View({ name, count }: { name: string; count: number | undefined }) {
  return (
    <span className={classes.view}>
      <span>{name}</span>{' '}
      <span className={classes.count}>
        {count === undefined ? '' : count >= MOST ? `${MOST - 1}+` : count}
      </span>
    </span>
  )
}

function Search({ q }: { q: string }) {
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
    <TextInput
      type="search"
      aria-label="Search tasks"
      placeholder="Search"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      error={excess > 0 && `${excess} too many: a search has at most ${SEARCH_LENGTH} characters`}
      className={classes.search ?? ''}
    />
  )
}
