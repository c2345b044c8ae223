import { type Content, contentOf, type Filter, isIn, isSame, type Task } from './task'

/**
 * One task as the person wants it, not yet confirmed by the service. `base` is what the service had when the person began,
 * `null` for a task it does not have. `version` tells a change from one made while it was being sent.
 */
export type Change = {
  id: string
  base: Task | null
  /** `null` removes the task. */
  content: Content | null
  version: number
  madeAt: string
  /** Not before: a removal can be undone for a while. */
  sendAt: number
  /** Somebody changed the task meanwhile, to this; `null`: removed it. Waits for the person to choose. */
  conflict?: { theirs: Task | null }
  /** Why the service does not want it. Waits for the person, too. */
  refused?: string
}

export type Outbox = Record<string, Change>

export function save(outbox: Outbox, id: string, base: Task | null, content: Content, now: number): Outbox {
  return put(outbox, id, base, contentOf(content), now, now)
}

export function remove(outbox: Outbox, task: Task, now: number, undoMillis: number): Outbox {
  return put(outbox, task.id, task, null, now, now + undoMillis)
}

function put(
  outbox: Outbox,
  id: string,
  base: Task | null,
  content: Content | null,
  now: number,
  sendAt: number,
): Outbox {
  const earlier = outbox[id]
  return {
    ...outbox,
    [id]: {
      id,
      base: earlier === undefined ? base : earlier.base,
      content,
      version: (earlier?.version ?? 0) + 1,
      madeAt: earlier?.madeAt ?? new Date(now).toISOString(),
      sendAt,
    },
  }
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

/** The service has confirmed `sent`. What the person did meanwhile is a change of that. */
export function confirm(outbox: Outbox, sent: Change, answer: Task | null): Outbox {
  const now = outbox[sent.id]
  if (now === undefined || now.version === sent.version) {
    return forget(outbox, sent.id)
  }
  if (answer === null ? now.content === null : now.content !== null && isSame(now.content, answer)) {
    return forget(outbox, sent.id)
  }
  return { ...outbox, [sent.id]: { ...now, base: answer } }
}

/** Marks a change that cannot be sent as it is, unless it is another one by now. */
export function hold(
  outbox: Outbox,
  sent: Change,
  why: Pick<Change, 'conflict'> | Pick<Change, 'refused'>,
): Outbox {
  const now = outbox[sent.id]
  return now?.version === sent.version ? { ...outbox, [sent.id]: { ...now, ...why } } : outbox
}

/** Has a change sent again that the service did not want. */
export function retry(outbox: Outbox, id: string): Outbox {
  const change = outbox[id]
  if (change?.refused === undefined) {
    return outbox
  }
  const { refused: _, ...rest } = change
  return { ...outbox, [id]: { ...rest, version: change.version + 1 } }
}

/** The person's version wins: it becomes a change of what the service has now. */
export function keepMine(outbox: Outbox, id: string): Outbox {
  const change = outbox[id]
  if (change?.conflict === undefined) {
    return outbox
  }
  const { conflict, ...rest } = change
  return { ...outbox, [id]: { ...rest, base: conflict.theirs, version: change.version + 1 } }
}

/** What can be sent now, oldest first. */
export function due(outbox: Outbox, now: number): Change[] {
  return Object.values(outbox)
    .filter((change) => change.conflict === undefined && change.refused === undefined && change.sendAt <= now)
    .sort((one, other) => one.madeAt.localeCompare(other.madeAt))
}

/** A task with what is not yet confirmed of it. */
type Row = { task: Task; change: Change | null }

/** The list as it will be once everything is sent. */
export function overlay(tasks: Task[], outbox: Outbox, filter: Filter): Row[] {
  const known = new Set(tasks.map((task) => task.id))
  const added = Object.values(outbox)
    .filter((change) => !known.has(change.id) && (change.base === null || needsPerson(change)))
    .sort((one, other) => other.madeAt.localeCompare(one.madeAt))
    .map((change) => row(change.base ?? blank(change), change))
  const listed = tasks.map((task) => row(task, outbox[task.id] ?? null))
  return [...added, ...listed].filter(({ task, change }) => {
    const isRemoved = change?.content === null
    return needsPerson(change) || (!isRemoved && (change === null || isIn(filter, task)))
  })
}

export function needsPerson(change: Change | null): boolean {
  return change?.conflict !== undefined || change?.refused !== undefined
}

function row(task: Task, change: Change | null): Row {
  return { task: { ...task, ...change?.content }, change }
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
