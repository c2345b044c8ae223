import { mine } from '../api/mine'
import { answer, exchange } from '../api/open'
import { Problem } from '../api/problem'
import type { components, paths } from '../api/schema'
import { today } from '../ui/useToday'
import type { Write } from './outbox'
import { compare, type Filter, isByDay, isSame, type Task } from './task'

type List = components['schemas']['PageTaskView']
type Query = NonNullable<paths['/api/tasks']['get']['parameters']['query']>
export type Page = List & { day: string }

/** What the service last said of each task, with the entity tag that came with it. */
const seen = new Map<string, { task: Task; tag: string }>()

/** The entity tag of exactly this state of a task; lists come without, so it may be unknown. */
export function tagOf(task: Task): string | undefined {
  const last = seen.get(task.id)
  const isIt = last !== undefined && last.task.updatedAt === task.updatedAt && isSame(last.task, task)
  return isIt ? last.tag : undefined
}

/** Where a list goes on, as of the day of its first page. */
export type Next = { cursor: string; day: string }

export async function listTasks(filter: Filter, next: Next | undefined, signal: AbortSignal): Promise<Page> {
  const day = next?.day ?? today()
  const read = (query: Query) => answer(mine.GET('/api/tasks', { params: { query }, signal }))
  const query = queryOf(filter, day)
  // What follows is asked for by whoever has use for more, and read again in as few calls as it takes.
  const list =
    next === undefined
      ? await first(filter, (more) => counted(day, { ...query, ...more }, read))
      : await read({ ...query, limit: 100, cursor: next.cursor })
  return { ...list, day }
}

function queryOf({ q, show, sort }: Filter, day: string): Query {
  return {
    ...(q !== '' && { q }),
    ...(show !== 'all' && { completed: show === 'done' }),
    ...(isByDay(show) && { due: show, today: day }),
    ...(sort !== 'created' && { sort }),
  }
}

/** The newest of few among many are hard to find for the database, and easy to sort for anybody who has them all. */
async function first({ show, sort }: Filter, read: (more: Query) => Promise<List>): Promise<List> {
  if (isByDay(show) && sort === 'created') {
    const list = await read({ limit: 100, sort: 'due' })
    if (list.nextCursor === null) {
      return { ...list, items: [...list.items].sort((one, other) => compare(sort, one, other)) }
    }
  }
  return read({ limit: 30 })
}

/** A replica of the version before knows no counts: while the service is renewed it may be the one that is asked. */
async function counted(day: string, query: Query, read: (query: Query) => Promise<List>): Promise<List> {
  try {
    return await read({ ...query, today: day, counts: true })
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 400) {
      return read(query)
    }
    throw problem
  }
}

/** The task as it is now, `null` when there is none. */
export async function findTask(id: string): Promise<Task | null> {
  try {
    const answer = await exchange(mine.GET('/api/tasks/{id}', { params: { path: { id } } }))
    if (!answer.response.headers.has('ETag')) {
      throw new Problem(200, 'Something between here and the service takes the entity tags off its answers.')
    }
    return remembered(answer)
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) {
      return null
    }
    throw problem
  }
}

/** What a write made of the task, now or, `isReplayed`, when it first came; or why it did nothing. */
export type Answer = { made: Task | null; isReplayed: boolean } | 'changed' | 'gone'

/** Sends a write under its key and on its condition: it takes effect once, however often it is sent. */
export async function write(id: string, request: Write): Promise<Answer> {
  try {
    const answer = await exchange<Task | undefined>(call(id, request))
    const isReplayed = answer.response.headers.has('Idempotency-Replayed')
    const made = answer.data === undefined ? null : remembered({ ...answer, data: answer.data })
    return { made, isReplayed }
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem
    }
    if (problem.status === 404) {
      return request.method === 'DELETE' ? { made: null, isReplayed: false } : 'gone'
    }
    // Under a key of another write this one has done nothing, either, and what has become of the task is to be seen.
    if (problem.status === 412 || problem.type === '/problems/idempotency-key-reused') {
      return 'changed'
    }
    throw problem
  }
}

function call(id: string, request: Write) {
  // They go on when the page is closed.
  const params = { path: { id } }
  const keepalive = true
  const key = { 'Idempotency-Key': request.key }
  switch (request.method) {
    case 'PUT':
      return mine.PUT('/api/tasks/{id}', {
        params,
        keepalive,
        headers: { ...key, 'If-None-Match': '*' },
        body: request.body,
      })
    case 'PATCH':
      return mine.PATCH('/api/tasks/{id}', {
        params,
        keepalive,
        headers: { ...key, 'If-Match': request.tag, 'Content-Type': 'application/merge-patch+json' },
        body: request.body,
      })
    case 'DELETE':
      return mine.DELETE('/api/tasks/{id}', {
        params,
        keepalive,
        headers: { ...key, 'If-Match': request.tag },
      })
  }
}

function remembered({ data, response }: { data: Task; response: Response }): Task {
  const tag = response.headers.get('ETag')
  if (tag !== null) {
    seen.set(data.id, { task: data, tag })
  }
  return data
}
