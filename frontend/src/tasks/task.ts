import type { components } from '../api/schema'

export type Task = components['schemas']['TaskView']

/** What a person can say of a task. */
export type Content = Pick<Task, 'title' | 'description' | 'completed' | 'dueOn'>

export type Filter = { q: string; show: Show }
export type Show = 'all' | 'open' | 'done'

export const TITLE_LENGTH = 200
export const DESCRIPTION_LENGTH = 4000
export const SEARCH_LENGTH = 100

export const FIELDS = ['title', 'description', 'dueOn', 'completed'] as const
export type Field = (typeof FIELDS)[number]

/** As far as the service takes dates. */
export const LAST_DAY = '9999-12-31'

export function dueFault(dueOn: string): string | undefined {
  return dueOn === '' || dueOn.length === LAST_DAY.length ? undefined : 'A year has four digits'
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

export function isIn(filter: Filter, task: Content): boolean {
  const text = withoutCase(`${task.title}\n${task.description ?? ''}`)
  return (
    (filter.show === 'all' || task.completed === (filter.show === 'done')) &&
    text.includes(withoutCase(filter.q))
  )
}
