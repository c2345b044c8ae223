import { keyOf, readKept, writeKept } from '../api/kept'
import { oneTabAtATime } from '../api/oneTabAtATime'
import { Problem, retryDelay } from '../api/problem'
import { current } from '../api/session'
import * as calls from './calls'
import {
  begin,
  type Change,
  confirm,
  due,
  forget,
  hurry,
  keepMine,
  keepTheirs,
  meet,
  needsPerson,
  nextOf,
  type Outbox,
  refuse,
  remove,
  restore,
  retry,
  save,
} from './outbox'
import type { Content, Task } from './task'

export const UNDO_MILLIS = 6000

/** Somebody may write between a look and the write that follows it; not for ever. */
const LOOKS = 3
const MANY = 'You have made more changes within a day than the service takes.'
const RESTLESS = new Problem(412, 'This task keeps changing elsewhere.', { isTemporary: true })

type State = {
  outbox: Outbox
  isSending: boolean
  /** The service asked to come back later. */
  waiting: { message: string; retryAt: number } | null
}

/**
 * One person's changes on their way to the service. They are in storage before anything else happens to them, and leave it
 * when the service has confirmed them: a reload, a nap of the database or an expired session loses none.
 */
export class OutboxStore {
  private state: State
  private failures = 0
  private hasEnded = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()
  private readonly removedHere = new Set<string>()
  private readonly personId: string
  private readonly onKnown: (id: string, task: Task | null) => void

  /** @param onKnown what a task is by now, `null` when it is gone */
  constructor(personId: string, onKnown: (id: string, task: Task | null) => void) {
    this.personId = personId
    this.onKnown = onKnown
    this.state = { outbox: this.kept(), isSending: false, waiting: null }
    window.addEventListener('storage', (event) => {
      if (event.key === keyOf(personId, 'outbox')) {
        this.become({ outbox: this.kept() })
      }
    })
    window.addEventListener('online', () => this.flush())
    window.addEventListener('pagehide', () => this.sendRemovals())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = (): State => this.state

  save(id: string, base: Task | null, content: Content): void {
    this.removedHere.delete(id)
    this.change((outbox) => save(outbox, id, base, content, Date.now()))
  }

  remove(task: Task): void {
    this.removedHere.add(task.id)
    this.change((outbox) => remove(outbox, task, Date.now(), UNDO_MILLIS))
    void this.prepare(task)
  }

  restore(task: Task): void {
    this.removedHere.delete(task.id)
    this.change((outbox) => restore(outbox, task, Date.now()))
  }

  forget(id: string): void {
    this.change((outbox) => forget(outbox, id))
  }

  retry(id: string): void {
    this.change((outbox) => retry(outbox, id))
  }

  keepMine(id: string): void {
    this.change((outbox) => keepMine(outbox, id))
  }

  keepTheirs(id: string): void {
    this.change((outbox) => keepTheirs(outbox, id))
  }

  /** Nobody can undo here any more: what waits for that goes out. Another tab's removals wait for that tab. */
  hurry(): void {
    this.change((outbox) => hurry(outbox, this.removedHere, Date.now()))
  }

  /** Sends what is due, now. */
  readonly flush = (): void => {
    clearTimeout(this.timer)
    if (this.state.isSending) {
      return
    }
    this.hasEnded = false
    this.become({ isSending: true, waiting: null })
    oneTabAtATime(`sending.${this.personId}`, () => this.drain())
      .then(() => this.schedule())
      .finally(() => this.become({ isSending: false }))
  }

  /** Finds out at once what is to be removed: whoever closes the page leaves no time for that. */
  private async prepare(task: Task): Promise<void> {
    const change = this.state.outbox[task.id]
    if (change?.base && change.sent === undefined && calls.tagOf(change.base) === undefined) {
      const present = await this.find(task.id).catch(() => undefined)
      if (present !== undefined && this.kept()[task.id]?.key === change.key) {
        this.meet(task.id, present)
      }
    }
  }

  /** Nobody undoes anything on a page that is gone. An answer that nobody waits for is asked for again at the next visit. */
  private sendRemovals(): void {
    const now = Date.now()
    for (const id of this.removedHere) {
      const change = this.kept()[id]
      const step = change === undefined || change.sendAt <= now ? null : nextOf(change, calls.tagOf)
      if (step !== null && step !== 'look' && step.method === 'DELETE') {
        this.write((outbox) => begin(hurry(outbox, new Set([id]), now), id, step))
        calls.write(id, step).catch(() => {})
      }
    }
  }

  private async drain() {
    let looks = 0
    for (;;) {
      const change = this.next()
      if (change === undefined) {
        return
      }
      try {
        looks = (await this.advance(change)) ? 0 : looks + 1
        if (looks > LOOKS) {
          throw RESTLESS
        }
      } catch (failure) {
        if (!(failure instanceof Problem)) {
          throw failure
        }
        if (!this.goesOnAfter(failure, change)) {
          return
        }
      }
    }
  }

  private goesOnAfter(failure: Problem, change: Change): boolean {
    if (failure.status === 401) {
      // They go out when the same person has signed in again.
      this.hasEnded = true
      return false
    }
    const problem = failure.status === 429 && !failure.isTemporary ? failure.asTemporary(MANY) : failure
    if (problem.isTemporary) {
      const retryAt = Date.now() + retryDelay(this.failures++, problem)
      this.become({ waiting: { message: problem.message, retryAt } })
      return false
    }
    this.write((outbox) => refuse(outbox, change, problem.message))
    return true
  }

  /** Brings a change one step on its way. Whether that was more than a look. Throws a `Problem`. */
  private async advance(change: Change): Promise<boolean> {
    const { id } = change
    const step = nextOf(change, calls.tagOf)
    if (step === null) {
      this.write((outbox) => forget(outbox, id))
      return true
    }
    if (step === 'look') {
      return this.meet(id, await this.find(id))
    }
    this.write((outbox) => begin(outbox, id, step))
    const answer = await calls.write(id, step)
    if (answer === 'changed' || answer === 'gone') {
      return this.meet(id, answer === 'gone' ? null : await this.find(id))
    }
    // The first answer, repeated, is old: others may have written since.
    this.onKnown(id, answer.isReplayed ? await this.find(id) : answer.made)
    this.write((outbox) => confirm(outbox, id, step, answer.made))
    this.failures = 0
    return true
  }

  /** As its owner sees it: nobody else has such a task. */
  private async find(id: string): Promise<Task | null> {
    if (current().person?.id !== this.personId) {
      throw new Problem(401, 'You have been signed out.')
    }
    return calls.findTask(id)
  }

  /** Whether that leaves nothing to be sent. */
  private meet(id: string, present: Task | null): boolean {
    const outbox = meet(this.kept(), id, present)
    const met = outbox[id]
    const isSettled = met === undefined || needsPerson(met)
    if (isSettled) {
      this.onKnown(id, present)
    }
    this.write(() => outbox)
    return isSettled
  }

  private next(): Change | undefined {
    if (current().person?.id !== this.personId) {
      // Somebody else is signed in, or nobody: these go out in their owner's name alone.
      this.hasEnded = true
      return
    }
    return due(this.kept(), Date.now())[0]
  }

  /** For what waits to be undone, what was asked to come later, and what came while the last was being sent. */
  private schedule(): void {
    const { outbox, waiting } = this.state
    const now = Date.now()
    const next =
      due(outbox, now).length > 0
        ? [now]
        : due(outbox, Number.POSITIVE_INFINITY).map((change) => change.sendAt)
    if (next.length > 0 && !this.hasEnded) {
      const at = Math.max(waiting?.retryAt ?? 0, Math.min(...next))
      this.timer = setTimeout(this.flush, Math.max(0, at - now))
    }
  }

  private change(step: (outbox: Outbox) => Outbox): void {
    this.write(step)
    if (this.state.waiting === null) {
      this.flush()
    }
  }

  private write(step: (outbox: Outbox) => Outbox): void {
    const outbox = step(this.kept())
    writeKept(this.personId, 'outbox', outbox)
    this.become({ outbox })
  }

  private kept(): Outbox {
    return readKept<Change>(this.personId, 'outbox')
  }

  private become(next: Partial<State>): void {
    this.state = { ...this.state, ...next }
    for (const listener of this.listeners) {
      listener()
    }
  }
}
