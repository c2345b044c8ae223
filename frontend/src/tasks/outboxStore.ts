import { keyOf, readKept, writeKept } from '../api/kept'
import { oneTabAtATime } from '../api/oneTabAtATime'
import { Problem, retryDelay } from '../api/problem'
import { current } from '../api/session'
import {
  type Change,
  confirm,
  due,
  forget,
  hold,
  hurry,
  keepMine,
  type Outbox,
  remove,
  retry,
  save,
} from './outbox'
import { send } from './send'
import type { Content, Task } from './task'

export const UNDO_MILLIS = 6000

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
  private readonly onConfirmed: (id: string, task: Task | null) => void

  /** @param onSentElsewhere another tab has sent some, or dropped them */
  constructor(
    personId: string,
    onConfirmed: (id: string, task: Task | null) => void,
    onSentElsewhere: () => void,
  ) {
    this.personId = personId
    this.onConfirmed = onConfirmed
    this.state = { outbox: readKept<Change>(personId, 'outbox'), isSending: false, waiting: null }
    window.addEventListener('storage', (event) => {
      if (event.key === keyOf(personId, 'outbox')) {
        const before = Object.values(this.state.outbox)
        const outbox = readKept<Change>(personId, 'outbox')
        this.become({ outbox })
        if (before.some(({ id, base }) => hasMoved(base, outbox[id]))) {
          onSentElsewhere()
        }
      }
    })
    window.addEventListener('online', () => this.flush())
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

  keepTheirs(id: string, theirs: Task | null): void {
    this.onConfirmed(id, theirs)
    this.forget(id)
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

  private async drain(): Promise<void> {
    for (;;) {
      const change = this.next()
      if (change === undefined) {
        return
      }
      try {
        const outcome = await send(change)
        this.failures = 0
        this.settle(change, outcome)
      } catch (failure) {
        if (!(failure instanceof Problem)) {
          throw failure
        }
        if (failure.status === 401) {
          // They go out when the same person has signed in again.
          this.hasEnded = true
          return
        }
        if (failure.isTemporary) {
          const retryAt = Date.now() + retryDelay(this.failures++, failure)
          this.become({ waiting: { message: failure.message, retryAt } })
          return
        }
        this.write((outbox) => hold(outbox, change, { refused: failure.message }))
      }
    }
  }

  private next(): Change | undefined {
    if (current().person?.id !== this.personId) {
      // Somebody else is signed in, or nobody: these go out in their owner's name alone.
      this.hasEnded = true
      return
    }
    return due(readKept<Change>(this.personId, 'outbox'), Date.now())[0]
  }

  private settle(change: Change, outcome: Awaited<ReturnType<typeof send>>): void {
    if ('theirs' in outcome) {
      this.write((outbox) => hold(outbox, change, { conflict: outcome }))
    } else {
      this.onConfirmed(change.id, outcome.confirmed)
      this.write((outbox) => confirm(outbox, change, outcome.confirmed))
    }
  }

  /** For what waits to be undone, what was asked to come later, and what came while the last was being sent. */
  private schedule(): void {
    const { outbox, waiting } = this.state
    const next = due(outbox, Number.POSITIVE_INFINITY).map((change) => change.sendAt)
    if (next.length > 0 && !this.hasEnded) {
      const at = Math.max(waiting?.retryAt ?? 0, Math.min(...next))
      this.timer = setTimeout(this.flush, Math.max(0, at - Date.now()))
    }
  }

  private change(step: (outbox: Outbox) => Outbox): void {
    this.write(step)
    if (this.state.waiting === null) {
      this.flush()
    }
  }

  private write(step: (outbox: Outbox) => Outbox): void {
    const outbox = step(readKept<Change>(this.personId, 'outbox'))
    writeKept(this.personId, 'outbox', outbox)
    this.become({ outbox })
  }

  private become(next: Partial<State>): void {
    this.state = { ...this.state, ...next }
    for (const listener of this.listeners) {
      listener()
    }
  }
}

/** Whether the service has confirmed something of a change, or it was dropped. */
function hasMoved(base: Task | null, now: Change | undefined): boolean {
  return now === undefined || (base === null && now.base !== null)
}
