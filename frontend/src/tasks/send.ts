import * as calls from './calls'
import type { Change } from './outbox'
import { type Content, isSame, type Task } from './task'

/** What became of a change: it holds, or somebody else's came first. */
export type Outcome = { confirmed: Task | null } | { theirs: Task | null }

/** Another change may come between looking and writing; not for ever. */
const ATTEMPTS = 3

/** Sends one change so that sending it again does no harm. Throws a `Problem`. */
export async function send({ id, base, content }: Change): Promise<Outcome> {
  if (content === null) {
    await calls.removeTask(id)
    return { confirmed: null }
  }
  if (base === null) {
    return { confirmed: await calls.putNew(id, content) }
  }
  if (isSame(content, base)) {
    return { confirmed: base }
  }
  if (isSame({ ...content, completed: base.completed }, base)) {
    return { confirmed: await calls.complete(id, content.completed) }
  }
  return edit(base, content)
}

async function edit(base: Task, content: Content): Promise<Outcome> {
  let seen = base
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const written = await calls.putOver(seen, content)
    if (written !== null) {
      return { confirmed: written }
    }
    const now = await calls.findTask(base.id)
    if (now !== null && isSame(now, content)) {
      // Ours, and only its answer was lost; or somebody wants the same.
      return { confirmed: now }
    }
    if (now === null || !isSame(now, base)) {
      return { theirs: now }
    }
    seen = now
  }
  return { theirs: seen }
}
