import type { InfiniteData } from '@tanstack/react-query'
import type { components } from '../api/schema'
import type { Page } from './calls'
import type { Outbox } from './outbox'
import { SHOWS, type Show, type Task, viewsOf } from './task'

/** How many tasks there are in each view. So far is counted: as many mean as many or more. */
export type Counts = components['schemas']['TaskCounts']
export const MOST = 100

type Kind = Pick<Task, 'completed' | 'dueOn'> | null

/** The counts once a task has become another; `null` is none. */
export function moved(counts: Counts, from: Kind, to: Kind): Counts {
  const views = (task: Kind): Show[] => (task === null ? [] : viewsOf(task))
  const [left, entered] = [views(from), views(to)]
  const count = (show: Show) => {
    const now = counts[show]
    const change = Number(entered.includes(show)) - Number(left.includes(show))
    return now >= MOST ? now : Math.max(0, now + change)
  }
  return Object.fromEntries(SHOWS.map((show) => [show, count(show)])) as Counts
}

/** As they will be once everything is sent. */
export function counted(counts: Counts | undefined, outbox: Outbox): Counts | undefined {
  return counts && Object.values(outbox).reduce((sum, { base, content }) => moved(sum, base, content), counts)
}

/** The list with its counts as they are since a task is another. What is not known to be new was counted somewhere. */
export function recounted(
  data: InfiniteData<Page>,
  before: Task | null,
  task: Task | null,
): InfiniteData<Page> {
  const [first, ...others] = data.pages
  const isKnown = before !== null || task?.createdAt === task?.updatedAt
  if (first?.counts === undefined || !isKnown) {
    return data
  }
  return { ...data, pages: [{ ...first, counts: moved(first.counts, before, task) }, ...others] }
}
