import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readList, writeList } from '../api/keptList'
import { current } from '../api/session'
import { isObject } from '../api/storage'
import type { Next, Page } from './calls'
import { taskPages } from './queries'
import type { Filter } from './task'

type Pages = InfiniteData<Page, Next | undefined>

/** The list that a visit begins with. */
export const FIRST: Filter = { q: '', show: 'all', sort: 'created' }
const MOST_TASKS = 200
/** Longer nobody waits for a storage that does not answer: in turns, so that a page that is busy does not take itself for that. */
const PATIENCE_TURNS = 20
const TURN_MILLIS = 100

const keeping = new WeakSet<QueryClient>()

/**
 * Begins a visit with the list that the last one ended with. Of when that is; `null` where there is none, `undefined` as long as
 * it is being looked for.
 */
export function useKeptList(personId: string): number | null | undefined {
  const client = useQueryClient()
  const { queryKey } = taskPages(personId, FIRST)
  const isThere = client.getQueryData(queryKey) !== undefined
  const [keptAt, setKeptAt] = useState<number | null | undefined>(isThere ? null : undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page begins
  useEffect(() => {
    keepUp(client)
    if (isThere) {
      return
    }
    let isOver = false
    let timer = 0
    const wait = (turns: number) => {
      timer = window.setTimeout(() => (turns === 0 ? setKeptAt(null) : wait(turns - 1)), TURN_MILLIS)
    }
    wait(PATIENCE_TURNS)
    readList(personId).then((kept) => {
      if (isOver) {
        return
      }
      clearTimeout(timer)
      const isNeeded = current().person?.id === personId && client.getQueryData(queryKey) === undefined
      if (kept !== null && arePages(kept.list) && isNeeded) {
        client.setQueryData<Pages>(queryKey, kept.list, { updatedAt: kept.at })
        setKeptAt(kept.at)
      } else {
        setKeptAt(null)
      }
    })
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, personId])
  return keptAt
}

/** Keeps the list as it is read, and as it changes, whichever page is open then. */
function keepUp(client: QueryClient): void {
  if (keeping.has(client)) {
    return
  }
  keeping.add(client)
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') {
      return
    }
    const { queryKey, state } = event.query
    const personId = current().person?.id
    if (personId !== undefined && isFirst(queryKey, personId)) {
      void writeList(personId, { at: state.dataUpdatedAt, list: bounded(state.data as Pages) })
    }
  })
}

function isFirst(queryKey: QueryKey, personId: string): boolean {
  return JSON.stringify(queryKey) === JSON.stringify(taskPages(personId, FIRST).queryKey)
}

/** Whole pages, so that what follows is found. */
function bounded({ pages, pageParams }: Pages): Pages {
  let tasks = 0
  const some = pages.filter((page, index) => {
    tasks += page.items.length
    return index === 0 || tasks <= MOST_TASKS
  })
  return { pages: some, pageParams: pageParams.slice(0, some.length) }
}

function arePages(list: unknown): list is Pages {
  return (
    isObject(list) &&
    Array.isArray(list.pages) &&
    list.pages.length > 0 &&
    list.pages.every((page) => isObject(page) && Array.isArray(page.items) && page.items.every(isTask))
  )
}

function isTask(item: unknown): boolean {
  return (
    isObject(item) &&
    ['id', 'title', 'createdAt', 'updatedAt'].every((name) => typeof item[name] === 'string')
  )
}
