import type { components } from './schema'

type Document = components['schemas']['Problem']
type FieldError = NonNullable<Document['errors']>[number]

/** Everything that can go wrong with a call, as one type: a problem document, an answer without one, no answer. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly errors: FieldError[]
  /** What the service asked for, if it did. */
  readonly retryAfterMillis: number | null
  /** When it happened, so that a countdown can start there. */
  readonly at = Date.now()

  constructor(
    status: number,
    message: string,
    errors: FieldError[] = [],
    retryAfterMillis: number | null = null,
  ) {
    super(message)
    this.status = status
    this.errors = errors
    this.retryAfterMillis = retryAfterMillis
  }

  /** Whether the same call may succeed later without anybody changing it. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }

  /** What is wrong with one field, if that is what is wrong. */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message
  }

  static unreachable(): Problem {
    return new Problem(0, 'The service cannot be reached.')
  }

  static of(response: Response, body: unknown): Problem {
    const document: Partial<Document> = typeof body === 'object' && body !== null ? body : {}
    const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
    return new Problem(
      response.status,
      document.detail || document.title || `The service answered ${response.status}.`,
      document.errors ?? [],
      Number.isNaN(seconds) ? null : seconds * 1000,
    )
  }
}

/** How long to wait before the next try: what was asked for, else longer each time, half a minute at most. */
export function retryDelay(failures: number, problem: Error): number {
  const asked = problem instanceof Problem ? problem.retryAfterMillis : null
  return asked ?? Math.min(1000 * 2 ** failures, 30_000)
}
