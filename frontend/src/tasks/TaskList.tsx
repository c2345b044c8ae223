import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { failureOf } from '../ui/failure'
import { isTyping } from '../ui/isTyping'
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
import { type Filter, isIn } from './task'
import { useActs } from './useActs'
import { useDrafts } from './useDraft'
import { useGlance } from './useGlance'
import type { History } from './useUndo'

type Props = { personId: string; filter: Filter; store: OutboxStore; outbox: Outbox; history: History }

export function TaskList({ personId, filter, store, outbox, history }: Props) {
  const client = useQueryClient()
  const pages = taskPages(personId, filter)
  const query = useInfiniteQuery({ ...pages, placeholderData: keepPreviousData })
  const asOf = useGlance(query)
  const list = useRef<HTMLUListElement>(null)
  const onFocus = useKeptFocus(list)
  const acts = useActs(personId, store, history.did, filter.show !== 'all')

  // Until what is asked for has come, what of the list before belongs to it.
  const isForeign = query.isPlaceholderData
  const tasks = useMemo(() => {
    const known = query.data?.pages.flatMap((page) => page.items) ?? []
    return isForeign ? known.filter((task) => isIn(filter, task)) : known
  }, [query.data, isForeign, filter])
  const listed = useMemo(() => overlay(tasks, outbox, filter), [tasks, outbox, filter])
  const rows = withUnfinished(listed, useDrafts(personId))
  const isComing = query.isPending || isForeign

  const isNext = query.isFetchingNextPage || query.isFetchNextPageError
  const retry = async () => {
    await client.cancelQueries({ queryKey: pages.queryKey })
    await (isNext ? query.fetchNextPage() : query.refetch())
  }
  return (
    <>
      <Fetching query={query} isHere={!isNext} onRetry={retry} />
      {asOf !== null && <AsOf at={asOf} onRefresh={() => query.refetch()} />}
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
      <Fetching query={query} isHere={isNext} onRetry={retry} />
      {query.hasNextPage && !isForeign && (
        <More
          isFetching={query.isFetching}
          hasFailed={query.isFetchNextPageError}
          onMore={() => query.fetchNextPage()}
        />
      )}
    </>
  )
}

function Fetching({
  query,
  isHere,
  onRetry,
}: {
  query: UseInfiniteQueryResult
  isHere: boolean
  onRetry: () => void
}) {
  const isRepeated = query.isPending || query.isPlaceholderData || query.failureReason !== null
  return (
    <>
      <Waking
        isWaiting={isHere && query.isFetching && isRepeated}
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
