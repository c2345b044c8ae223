import { HttpResponse, http } from 'msw'
import type { components } from '../api/schema'
import { problem, service, task } from './service'

type Task = components['schemas']['TaskView']
type Sent = { method: string; key: string | null; condition: string | null; body: Partial<Task> | null }
/** With a head of its own when it is said once more. */
type Answer = (more?: Record<string, string>) => Response

/** One task, '1', or none; keys and conditions do what the contract says. */
class OneTask {
  /** Every write that was asked for. */
  readonly sent: Sent[] = []
  /** Those that took effect. */
  readonly writes: string[] = []
  looks = 0
  /** How many answers to writes get lost on their way from now on. */
  lost = 0
  /** What somebody else does after the next look. */
  afterLook: (() => void) | null = null
  private revision = 0
  private readonly receipts = new Map<string, { sent: string; answer: Answer }>()

  constructor(public task: Task | null) {}

  /** As somebody else does. */
  change(changes: Partial<Task>): void {
    this.revision += 1
    this.task = { ...(this.task ?? task('1', '')), ...changes, updatedAt: `${this.revision}` }
  }

  /** As after 24 hours. */
  forgetKeys(): void {
    this.receipts.clear()
  }

  look(): Response {
    this.looks += 1
    const answer = this.present()()
    const after = this.afterLook
    this.afterLook = null
    after?.()
    return answer
  }

  write(sent: Sent): Response {
    this.sent.push(sent)
    const answer = this.once(sent)
    if (this.lost > 0) {
      this.lost -= 1
      return HttpResponse.error()
    }
    return answer
  }

  private once({ key, ...request }: Sent): Response {
    const sent = JSON.stringify(request)
    const receipt = this.receipts.get(key ?? '')
    if (receipt !== undefined) {
      return receipt.sent === sent
        ? receipt.answer({ 'Idempotency-Replayed': 'true' })
        : problem(422, '/problems/idempotency-key-reused', 'This Idempotency-Key was sent with another.')
    }
    const refusal = this.refusal(request)
    if (refusal !== null) {
      return refusal
    }
    this.writes.push(request.method)
    const answer = this.effect(request)
    if (key !== null) {
      this.receipts.set(key, { sent, answer })
    }
    return answer()
  }

  private refusal({ method, condition }: Omit<Sent, 'key'>): Response | null {
    if (this.task === null) {
      return method === 'PUT' ? null : this.present()()
    }
    const holds = method === 'PUT' ? condition !== '*' : [null, this.tag].includes(condition)
    return holds ? null : problem(412, '/problems/precondition-failed', 'A condition does not hold.')
  }

  private effect({ method, body }: Omit<Sent, 'key'>): Answer {
    if (method === 'DELETE') {
      this.task = null
      return (more) => new HttpResponse(null, { status: 204, ...(more && { headers: more }) })
    }
    this.change(body ?? {})
    return this.present()
  }

  private present(): Answer {
    const [body, tag] = [this.task, this.tag]
    return (more) =>
      body === null
        ? problem(404, 'about:blank', 'No.')
        : HttpResponse.json(body, { headers: { ETag: tag, ...more } })
  }

  private get tag(): string {
    return `"${this.task?.updatedAt}"`
  }
}

/** What stands in for the service has this task. */
export function having(initial: Task | null): OneTask {
  const there = new OneTask(initial)
  service.use(
    http.get('*/api/tasks/1', () => there.look()),
    http.all('*/api/tasks/1', async ({ request }) => there.write(await sentAs(request))),
  )
  return there
}

export async function sentAs(request: Request): Promise<Sent> {
  const text = await request.text()
  return {
    method: request.method,
    key: request.headers.get('Idempotency-Key'),
    condition: request.headers.get('If-Match') ?? request.headers.get('If-None-Match'),
    body: text === '' ? null : (JSON.parse(text) as Partial<Task>),
  }
}
