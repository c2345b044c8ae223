import { type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { failureOf } from '../ui/failure'
import { isTyping } from '../ui/isTyping'
import { useFocusAfter } from '../ui/useFocusAfter'
import { useKeptFocus } from '../ui/useKeptFocus'
import { Waking } from '../ui/Waking'
import { AsOf } from './AsOf'
import { Empty } from './Empty'
import { More } from './More'
import { moveFocus } from './moveFocus'
import { type Outbox, overlay, withUnfinished } from './outbox'
import type { OutboxStore } from './outboxStore'
import { taskPages } from './queries'
import classes from './TaskList.module.css'
import { TaskRow } from './TaskRow'
import { compare, type Filter, isIn } from './task'
import { useActs } from './useActs'
import { useDrafts } from './useDraft'
import { useGlance } from './useGlance'
import { FIRST } from './useKeptList'
import type { History } from './useUndo'

type Props = {
  personId: string
  filter: Filter
  /** Of when the list is that the page began with. */
  keptAt: number | null
  store: OutboxStore
  outbox: Outbox
  history: History
}

export function TaskList({ personId, filter, keptAt, store, outbox, history }: Props) {
  const client = useQueryClient()
  const pages = taskPages(personId, filter)
  const query = useInfiniteQuery({
    ...pages,
    placeholderData: (previous) => previous ?? client.getQueryData(taskPages(personId, FIRST).queryKey),
  })
  const { isOld, asOf } = useGlance(query, keptAt, Object.keys(outbox).length === 0)
  const list = useRef<HTMLUListElement>(null)
  const onFocus = useKeptFocus(list)
  const shown = useRef(0)
  const afterMore = useFocusAfter(() => {
    const titles = list.current?.querySelectorAll<HTMLElement>('[data-part="title"]') ?? []
    return titles[Math.min(shown.current, titles.length - 1)] ?? document.querySelector('h1')
  })
  const afterRefresh = useFocusAfter(() => document.querySelector('h1'))
  const acts = useActs(personId, store, history.did, filter)

  // Until what is asked for has come, what of the list before belongs to it.
  const isForeign = query.isPlaceholderData
  const tasks = useMemo(() => {
    const known = query.data?.pages.flatMap((page) => page.items) ?? []
    return isForeign
      ? known.filter((task) => isIn(filter, task)).sort((one, other) => compare(filter.sort, one, other))
      : known
  }, [query.data, isForeign, filter])
  const listed = useMemo(() => overlay(tasks, outbox, filter), [tasks, outbox, filter])
  const rows = withUnfinished(listed, useDrafts(personId))
  const isComing = query.isPending || isForeign

  const isNext = query.isFetchingNextPage || query.isFetchNextPageError
  const retry = async () => {
    await client.cancelQueries({ queryKey: pages.queryKey })
    await (isNext ? query.fetchNextPage() : query.refetch())
  }
  // What follows an old list follows a new one, or all of it would pass for new.
  const more = async () => {
    shown.current = rows.length
    if (!isOld || (await query.refetch()).isSuccess) {
      await query.fetchNextPage()
    }
  }
  return (
    <>
      <Fetching query={query} isHere={!isNext} isOld={isOld} onRetry={retry} />
      <div {...afterRefresh}>
        {asOf !== null && <AsOf at={asOf} isAtWork={query.isFetching} onRefresh={() => query.refetch()} />}
      </div>
      <ul
        ref={list}
        aria-label="Tasks"
        aria-busy={isComing}
        className={classes.list}
        onFocus={onFocus}
        onKeyDown={(event) => {
          if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isTyping(event.target)) {
            event.preventDefault()
            moveFocus(list.current, event.key === 'ArrowDown' ? 1 : -1)
          }
        }}
      >
        {rows.map(({ task, change, isElsewhere }) => (
          <TaskRow
            key={task.id}
            personId={personId}
            task={task}
            change={change}
            isElsewhere={isElsewhere === true && !isComing}
            acts={acts}
          />
        ))}
      </ul>
      {isComing && rows.length === 0 && <Skeletons />}
      {query.isSuccess && !isComing && rows.length === 0 && !query.hasNextPage && <Empty filter={filter} />}
      {/* Whoever has scrolled to the end sees nothing of what is above. */}
      <Fetching query={query} isHere={isNext} isOld={isOld} onRetry={retry} />
      <div {...afterMore}>
        {query.hasNextPage && !isForeign && (
          <More isFetching={query.isFetching} waits={query.isFetchNextPageError || isOld} onMore={more} />
        )}
      </div>
    </>
  )
}

function Fetching({
  query,
  isHere,
  isOld,
  onRetry,
}: {
  query: UseInfiniteQueryResult
  isHere: boolean
  isOld: boolean
  onRetry: () => void
}) {
  const isAwaited = query.isPending || query.isPlaceholderData || isOld || query.failureReason !== null
  return (
    <>
      <Waking
        isWaiting={isHere && query.isFetching && isAwaited}
        failure={failureOf(query)}
        onRetry={onRetry}
      />
      {isHere && query.isError && (
        <p role="alert" className="fault">
          {query.error.message}
        </p>
      )}
    </>
  )
}

function Skeletons() {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      {['62%', '44%', '71%', '38%', '55%'].map((width) => (
        <span key={width} style={{ width }} />
      ))}
    </div>
  )
}
