import { conflictsOf, merge, rebased, type Wish, wishesOf } from './merge'
import { newId } from './newId'
import {
  type Content,
  changed,
  compare,
  contentOf,
  type Filter,
  fieldsOf,
  isIn,
  isSame,
  only,
  type Task,
} from './task'

/** One task as the person wants it, not yet confirmed by the service. */
export type Change = Wish & {
  id: string
  /** Names what the person wants: what comes under one key the service does once. */
  key: string
  madeAt: string
  /** Not before: a removal can be undone for a while. */
  sendAt: number
  /** What comes back when a removal is undone. */
  undo?: Content
  /** On its way, or its answer was lost: it is repeated until it is answered, whatever the person wants by now. */
  sent?: Write
  /** Somebody changed the task meanwhile, to this; `null`: removed it. Waits for the person to choose. */
  conflict?: { theirs: Task | null }
  /** Why the service does not want it. Waits for the person, too. */
  refused?: string
}

/** A request as it was first sent: under its key the service takes no other. */
export type Write =
  | { method: 'PUT'; key: string; body: Content }
  | { method: 'PATCH'; key: string; tag: string; body: Partial<Content> }
  | { method: 'DELETE'; key: string; tag: string }

export type Outbox = Record<string, Change>

/** More than any removal waits. What is due later was so by a clock that has been set back since. */
const LONGEST_WAIT_MILLIS = 60_000

/** The person saw `base`, `null` for a new task, and wants it otherwise where `content` differs. */
export function save(outbox: Outbox, id: string, base: Task | null, content: Content, now: number): Outbox {
  const earlier = outbox[id]
  if (earlier === undefined || earlier.content === null || base === null) {
    return put(outbox, id, { base, content: contentOf(content) }, now)
  }
  const wanted = { ...earlier.content, ...changed(base, content) }
  return put(outbox, id, { base: earlier.base, content: wanted }, now)
}

export function remove(outbox: Outbox, task: Task, now: number, undoMillis: number): Outbox {
  const earlier = outbox[task.id]
  const wish = { base: earlier === undefined ? task : earlier.base, content: null }
  const undo = earlier?.content ?? contentOf(task)
  return put(outbox, task.id, wish, now, { sendAt: now + undoMillis, undo })
}

/** Takes a removal back. What is no longer on its way has arrived: the task is made anew. */
export function restore(outbox: Outbox, task: Task, now: number): Outbox {
  const removal = outbox[task.id]
  const content = removal?.undo ?? contentOf(task)
  return put(outbox, task.id, { base: removal?.base ?? null, content }, now)
}

function put(outbox: Outbox, id: string, wish: Wish, now: number, more: Partial<Change> = {}): Outbox {
  const earlier = outbox[id]
  const change = {
    ...wish,
    id,
    key: newId(),
    madeAt: earlier?.madeAt ?? new Date(now).toISOString(),
    sendAt: now,
    ...(earlier?.sent && { sent: earlier.sent }),
    ...more,
  }
  return { ...outbox, [id]: change }
}

/** Has those with these ids sent now. */
export function hurry(outbox: Outbox, ids: Set<string>, now: number): Outbox {
  const hurried = Object.values(outbox).filter((change) => ids.has(change.id) && change.sendAt > now)
  return {
    ...outbox,
    ...Object.fromEntries(hurried.map((change) => [change.id, { ...change, sendAt: now }])),
  }
}

/** As if the change had never been made. */
export function forget(outbox: Outbox, id: string): Outbox {
  const { [id]: _, ...others } = outbox
  return others
}

/** What the service is to be asked: `look` when it is not known what would be changed, `null` when nothing is left to ask. */
export function nextOf(change: Change, tagOf: (task: Task) => string | undefined): Write | 'look' | null {
  const { base, content, key, sent } = change
  if (sent !== undefined) {
    return sent
  }
  if (base === null) {
    return content && { method: 'PUT', key, body: content }
  }
  const body = wishesOf(change)
  if (content !== null && fieldsOf(body).length === 0) {
    return null
  }
  const tag = tagOf(base)
  if (tag === undefined) {
    return 'look'
  }
  return content === null ? { method: 'DELETE', key, tag } : { method: 'PATCH', key, tag, body }
}

/** From now on the write may have arrived, whether an answer comes or not. */
export function begin(outbox: Outbox, id: string, write: Write): Outbox {
  const change = outbox[id]
  return change === undefined ? outbox : { ...outbox, [id]: { ...change, sent: write } }
}

/** The service has confirmed a write, and `answer` is what it made of the task. What the person did since is a change of that. */
export function confirm(outbox: Outbox, id: string, write: Write, answer: Task | null): Outbox {
  const now = outbox[id]
  if (now === undefined || now.key === write.key) {
    return forget(outbox, id)
  }
  const { sent: _, ...change } = now
  if (change.content === null || answer === null) {
    const isDone = change.content === answer
    return isDone ? forget(outbox, id) : { ...outbox, [id]: { ...change, base: answer } }
  }
  const written = 'body' in write ? fieldsOf(write.body) : []
  const wanted = only(change.content, [...written, ...fieldsOf(wishesOf(change))])
  return changeOf(outbox, change, answer, wanted)
}

/** The task is `present`, and not, or not surely, what the change was made of. Where both changed the same, the person decides. */
export function meet(outbox: Outbox, id: string, present: Task | null): Outbox {
  const now = outbox[id]
  if (now === undefined) {
    return outbox
  }
  const { sent, ...change } = now
  const merged = merge(change, present)
  if (merged === 'done') {
    return forget(outbox, id)
  }
  const met = merged === 'conflict' ? { conflict: { theirs: present } } : merged
  return { ...outbox, [id]: { ...change, ...met, key: sent === undefined ? change.key : newId() } }
}

/** Keeps what the service does not take as it is for the person, unless they want something else by now. */
export function refuse(outbox: Outbox, { id, key }: Change, why: string): Outbox {
  const now = outbox[id]
  if (now === undefined) {
    return outbox
  }
  const { sent: _, ...change } = now
  return { ...outbox, [id]: now.key === key ? { ...change, refused: why } : change }
}

/** Has a change sent again that the service did not want. */
export function retry(outbox: Outbox, id: string): Outbox {
  const change = outbox[id]
  if (change?.refused === undefined) {
    return outbox
  }
  const { refused: _, ...rest } = change
  return { ...outbox, [id]: { ...rest, key: newId() } }
}

/** The person's version wins where there are two: it becomes a change of what the service has now. */
export function keepMine(outbox: Outbox, id: string): Outbox {
  const change = outbox[id]
  if (change?.conflict === undefined) {
    return outbox
  }
  const { conflict, ...rest } = change
  const wish = conflict.theirs === null ? { base: null } : rebased(change, conflict.theirs)
  return { ...outbox, [id]: { ...rest, ...wish, key: newId() } }
}

/** Theirs wins where there are two. What the person changed besides becomes a change of it. */
export function keepTheirs(outbox: Outbox, id: string): Outbox {
  const change = outbox[id]
  const theirs = change?.conflict?.theirs ?? null
  if (change === undefined || change.content === null || theirs === null) {
    return forget(outbox, id)
  }
  const { conflict: _, ...rest } = change
  const lost = conflictsOf(change, theirs)
  const kept = fieldsOf(wishesOf(change)).filter((field) => !lost.includes(field))
  return changeOf(outbox, { ...rest, key: newId() }, theirs, only(change.content, kept))
}

/** Makes a change one of `base` in these fields, and forgets it when it has them so. */
function changeOf(outbox: Outbox, change: Change, base: Task, wishes: Partial<Content>): Outbox {
  const content = { ...contentOf(base), ...wishes }
  return isSame(content, base)
    ? forget(outbox, change.id)
    : { ...outbox, [change.id]: { ...change, base, content } }
}

/** What can be sent now, oldest first. */
export function due(outbox: Outbox, now: number): Change[] {
  return Object.values(outbox)
    .filter((change) => !needsPerson(change) && isDue(change, now))
    .sort((one, other) => one.madeAt.localeCompare(other.madeAt))
}

function isDue({ sendAt }: Change, now: number): boolean {
  return sendAt <= now || sendAt > now + LONGEST_WAIT_MILLIS
}

/** A task with what is not yet confirmed of it. */
type Row = { task: Task; change: Change | null; isElsewhere?: boolean }

/** The list as it will be once everything is sent, with what is on its way to a task that is not in it. */
export function overlay(tasks: Task[], outbox: Outbox, filter: Filter): Row[] {
  const known = new Set(tasks.map((task) => task.id))
  const added = Object.values(outbox)
    .filter((change) => !known.has(change.id) && (change.content !== null || needsPerson(change)))
    .reverse()
    .sort((one, other) => other.madeAt.localeCompare(one.madeAt))
    .map((change) => row(change.base ?? blank(change), change))
  const listed = tasks.map((task) => row(task, outbox[task.id] ?? null))
  const rows = [...added, ...listed].filter(({ task, change }) => {
    const isRemoved = change?.content === null
    return needsPerson(change) || (!isRemoved && (change === null || isIn(filter, task)))
  })
  return filter.sort === 'due' ? rows.sort((one, other) => compare('due', one.task, other.task)) : rows
}

/** With what is being written over tasks that are not in the list: deleted elsewhere, filtered out, or not read yet. */
export function withUnfinished(rows: Row[], drafts: Record<string, { base: Task | null }>): Row[] {
  const shown = new Set(rows.map(({ task }) => task.id))
  const unfinished = Object.values(drafts).flatMap(({ base }) =>
    base === null || shown.has(base.id) ? [] : [{ task: base, change: null, isElsewhere: true }],
  )
  return unfinished.length === 0 ? rows : [...unfinished, ...rows]
}

export function needsPerson(change: Change | null): boolean {
  return change?.conflict !== undefined || change?.refused !== undefined
}

function row(task: Task, change: Change | null): Row {
  return { task: change === null ? task : { ...task, ...wishesOf(change) }, change }
}

function blank(change: Change): Task {
  const at = change.madeAt
  return {
    id: change.id,
    title: '',
    description: null,
    completed: false,
    dueOn: null,
    createdAt: at,
    updatedAt: at,
  }
}
