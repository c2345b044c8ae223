import type { components } from '../api/schema'
import { today } from '../ui/useToday'

export type Task = components['schemas']['TaskView']

/** What a person can say of a task. */
export type Content = Pick<Task, 'title' | 'description' | 'completed' | 'dueOn'>

export type Filter = { q: string; show: Show; sort: Order }

export const SHOWS = ['overdue', 'today', 'upcoming', 'all', 'done'] as const
export type Show = (typeof SHOWS)[number]

/** By the date added, newest first; or due, earliest first, those without a date last. */
export type Order = 'created' | 'due'

export function isByDay(show: Show): show is Exclude<Show, 'all' | 'done'> {
  return show !== 'all' && show !== 'done'
}

/** What a view comes in unless it is asked for otherwise. */
export function orderOf(show: Show): Order {
  return isByDay(show) ? 'due' : 'created'
}

export const TITLE_LENGTH = 200
export const DESCRIPTION_LENGTH = 4000
export const SEARCH_LENGTH = 100

export const FIELDS = ['title', 'description', 'dueOn', 'completed'] as const
export type Field = (typeof FIELDS)[number]

/** As far as the service takes dates. */
export const LAST_DAY = '9999-12-31'

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

export function dueFault(dueOn: string): string | undefined {
  return dueOn === '' || isDay(dueOn) ? undefined : 'No date: try “tomorrow”, “fri”, “24.12.” or “2026-12-24”'
}

export function contentOf({ title, description, completed, dueOn }: Content): Content {
  return { title, description, completed, dueOn }
}

export function only(content: Content, fields: Field[]): Partial<Content> {
  return Object.fromEntries(fields.map((field) => [field, content[field]]))
}

/** The fields in which `to` differs, as it has them. */
export function changed(from: Content, to: Content): Partial<Content> {
  return only(
    to,
    FIELDS.filter((field) => from[field] !== to[field]),
  )
}

export function fieldsOf(content: Partial<Content>): Field[] {
  return FIELDS.filter((field) => field in content)
}

export function isSame(one: Content, other: Content): boolean {
  return fieldsOf(changed(one, other)).length === 0
}

/** Counted as the service counts: code points. */
export function length(text: string): number {
  return [...text].length
}

/** As the service compares: of each letter by itself what is small of its capital, if that is one letter. */
export function withoutCase(text: string): string {
  return Array.from(text, (letter) => {
    const capital = letter.toUpperCase()
    const [small = letter] = (length(capital) === 1 ? capital : letter).toLowerCase()
    return small
  }).join('')
}

export function isIn(filter: Filter, task: Content, day = today()): boolean {
  const text = withoutCase(`${task.title}\n${task.description ?? ''}`)
  return viewsOf(task, day).includes(filter.show) && text.includes(withoutCase(filter.q))
}

/** Where the service has it: which of two comes first in a list, as of `sort`. */
export function compare(sort: Order, one: Task, other: Task): number {
  const age = Date.parse(one.createdAt) - Date.parse(other.createdAt) || (one.id < other.id ? -1 : 1)
  if (one.id === other.id) {
    return 0
  }
  if (sort === 'created') {
    return -age
  }
  const [first, second] = [one.dueOn ?? NEVER, other.dueOn ?? NEVER]
  return first === second ? age : first < second ? -1 : 1
}

/** After every day. */
const NEVER = 'never'

/** All views that a task is in. */
export function viewsOf({ completed, dueOn }: Pick<Task, 'completed' | 'dueOn'>, day = today()): Show[] {
  if (completed || dueOn === null) {
    return completed ? ['all', 'done'] : ['all']
  }
  return ['all', dueOn < day ? 'overdue' : dueOn > day ? 'upcoming' : 'today']
}
