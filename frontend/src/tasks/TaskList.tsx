import { Button } from '@mantine/core'
import { type UseInfiniteQueryResult, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import { AsOf } from './AsOf'
import { Empty } from './Empty'
import { moveFocus } from './moveFocus'
import { type Outbox, overlay, withUnfinished } from './outbox'
import type { OutboxStore } from './outboxStore'
import { taskPages } from './queries'
import classes from './TaskList.module.css'
import { TaskRow } from './TaskRow'
import type { Filter, Task } from './task'
import { Undo } from './Undo'
import { useDrafts } from './useDraft'
import { useGlance } from './useGlance'

type Props = { personId: string; filter: Filter; store: OutboxStore; outbox: Outbox }

export function TaskList({ personId, filter, store, outbox }: Props) {
  const client = useQueryClient()
  const pages = taskPages(personId, filter)
  const query = useInfiniteQuery(pages)
  const asOf = useGlance(query)
  const [removed, setRemoved] = useState<Task | null>(null)
  const list = useRef<HTMLUListElement>(null)

  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const rows = withUnfinished(overlay(tasks, outbox, filter), useDrafts(personId))

  const isNext = query.isFetchingNextPage || query.isFetchNextPageError
  const retry = async () => {
    await client.cancelQueries({ queryKey: pages.queryKey })
    await (isNext ? query.fetchNextPage() : query.refetch())
  }
  const remove = (task: Task) => {
    moveFocus(list.current, 1)
    store.remove(task)
    setRemoved(task)
  }
  return (
    <>
      <Fetching query={query} isHere={!isNext} onRetry={retry} />
      {asOf !== null && <AsOf at={asOf} onRefresh={() => query.refetch()} />}
      <ul
        ref={list}
        aria-label="Tasks"
        aria-busy={query.isPending}
        className={classes.list}
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
            isElsewhere={isElsewhere === true && !query.isPending}
            onSave={(base, content) => store.save(task.id, base, content)}
            onRemove={() => remove(task)}
            onKeepMine={() => store.keepMine(task.id)}
            onKeepTheirs={() => store.keepTheirs(task.id)}
            onRetry={() => store.retry(task.id)}
            onForget={() => store.forget(task.id)}
          />
        ))}
      </ul>
      {query.isPending && rows.length === 0 && <Skeletons />}
      {query.isSuccess && rows.length === 0 && !query.hasNextPage && <Empty filter={filter} />}
      {/* Whoever has scrolled to the end sees nothing of what is above. */}
      <Fetching query={query} isHere={isNext} onRetry={retry} />
      {query.hasNextPage && (
        <More
          isFetching={query.isFetching}
          hasFailed={query.isFetchNextPageError}
          onMore={() => query.fetchNextPage()}
        />
      )}
      <Undo
        removed={removed}
        onUndo={(task) => {
          store.restore(task)
          setRemoved(null)
        }}
        onOver={() => setRemoved(null)}
      />
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
  const isRepeated = query.isPending || query.failureReason !== null
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

/** The end of the list: what is below comes when it comes into view, or is asked for; after a failure only when asked for. */
function More({
  isFetching,
  hasFailed,
  onMore,
}: {
  isFetching: boolean
  hasFailed: boolean
  onMore: () => void
}) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    if (end.current === null || isFetching || hasFailed) {
      return
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) {
          latest.current()
        }
      },
      { rootMargin: '400px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [isFetching, hasFailed])
  return (
    <div ref={end} className={classes.more}>
      <Button variant="subtle" loading={isFetching} onClick={onMore}>
        Show more
      </Button>
    </div>
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

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox')
  )
}
