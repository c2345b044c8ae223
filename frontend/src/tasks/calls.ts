import { mine } from '../api/mine'
import { answer, exchange } from '../api/open'
import { Problem } from '../api/problem'
import type { Content, Filter, Task } from './task'

export type Page = Awaited<ReturnType<typeof listTasks>>

/** Entity tags as last seen, each with the state of the task it belongs to. */
const tags = new Map<string, { updatedAt: string; tag: string }>()

export function listTasks({ q, show }: Filter, cursor: string | undefined, signal: AbortSignal) {
  const query = {
    limit: 30,
    ...(q !== '' && { q }),
    ...(show !== 'all' && { completed: show === 'done' }),
    ...(cursor !== undefined && { cursor }),
  }
  return answer(mine.GET('/api/tasks', { params: { query }, signal }))
}

/** The task as it is now, `null` when there is none. */
export async function findTask(id: string): Promise<Task | null> {
  try {
    return tagged(await exchange(mine.GET('/api/tasks/{id}', { params: { path: { id } } })))
  } catch (problem) {
    return nothingIf(problem, 404)
  }
}

/** Makes the task. Once, however often it is sent. */
export async function putNew(id: string, content: Content): Promise<Task> {
  return tagged(await exchange(mine.PUT('/api/tasks/{id}', { params: { path: { id } }, body: content })))
}

/** The changed task; `null` when it is no longer as it was in `base`, or that cannot be told. */
export async function putOver(base: Task, content: Content): Promise<Task | null> {
  const known = tags.get(base.id)
  if (known === undefined || known.updatedAt !== base.updatedAt) {
    return null
  }
  try {
    const params = { path: { id: base.id } }
    const headers = { 'If-Match': known.tag }
    return tagged(await exchange(mine.PUT('/api/tasks/{id}', { params, headers, body: content })))
  } catch (problem) {
    return nothingIf(problem, 412)
  }
}

/** Touches nothing else, so nobody's change can be in the way. `null` when there is no such task. */
export async function complete(id: string, completed: boolean): Promise<Task | null> {
  try {
    const params = { path: { id } }
    const headers = { 'Content-Type': 'application/merge-patch+json' }
    return tagged(await exchange(mine.PATCH('/api/tasks/{id}', { params, headers, body: { completed } })))
  } catch (problem) {
    return nothingIf(problem, 404)
  }
}

export async function removeTask(id: string): Promise<void> {
  try {
    await exchange(mine.DELETE('/api/tasks/{id}', { params: { path: { id } } }))
  } catch (problem) {
    nothingIf(problem, 404)
  }
}

function tagged({ data, response }: { data: Task; response: Response }): Task {
  const tag = response.headers.get('ETag')
  if (tag !== null) {
    tags.set(data.id, { updatedAt: data.updatedAt, tag })
  }
  return data
}

function nothingIf(problem: unknown, status: number): null {
  if (problem instanceof Problem && problem.status === status) {
    return null
  }
  throw problem
}
