import type { components } from './schema'

type Document = components['schemas']['Problem']
type FieldError = NonNullable<Document['errors']>[number]
type Details = Pick<Problem, 'type' | 'errors' | 'retryAfterMillis' | 'isTemporary'>

/** Everything that can go wrong with a call, as one type: a problem document, an answer without one, no answer. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  /** Which kind of problem, as the service names them: `/problems/…`, or `about:blank`. */
  readonly type: string
  readonly errors: FieldError[]
  /** Whether the same call may succeed later without anybody changing it, as one whose fields are at fault does not. */
  readonly isTemporary: boolean
  /** What the service asked for, if it did. */
  readonly retryAfterMillis: number | null
  /** When it happened, so that a countdown can start there. */
  readonly at = Date.now()

  constructor(
    status: number,
    message: string,
    { type = 'about:blank', errors = [], retryAfterMillis = null, isTemporary }: Partial<Details> = {},
  ) {
    super(message)
    this.status = status
    this.type = type
    this.errors = errors
    this.retryAfterMillis = retryAfterMillis
    this.isTemporary = isTemporary ?? ([0, 408, 502, 503, 504].includes(status) && errors.length === 0)
  }

  /** The same of a call that nobody has to make anew, in words of the caller's: it is repeated when the service asks for that. */
  asTemporary(message = this.message): Problem {
    return new Problem(this.status, message, { ...this, isTemporary: true })
  }

  /** What is wrong with one field, if that is what is wrong. */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message
  }

  static unreachable(): Problem {
    return new Problem(0, navigator.onLine ? 'The service cannot be reached.' : 'You are offline.')
  }

  static of(response: Response, body: unknown): Problem {
    const document: Partial<Document> = typeof body === 'object' && body !== null ? body : {}
    const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
    return new Problem(
      response.status,
      document.detail || document.title || `The service answered ${response.status}.`,
      {
        type: document.type ?? 'about:blank',
        errors: document.errors ?? [],
        retryAfterMillis: Number.isNaN(seconds) ? null : seconds * 1000,
      },
    )
  }
}

/** How long to wait before the next try: what was asked for, else longer each time, half a minute at most. */
export function retryDelay(failures: number, problem: Error): number {
  const asked = problem instanceof Problem ? problem.retryAfterMillis : null
  return asked ?? Math.min(1000 * 2 ** failures, 30_000)
}
