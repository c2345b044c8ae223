import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import type { components } from '../api/schema'

type Session = components['schemas']['Session']
type Task = components['schemas']['TaskView']
type Status = components['schemas']['StatusView']

/** Stands in for the service; each test says what it answers. What one has left to be sent reaches nobody in the next. */
export const service = setupServer(http.all('*/api/*', () => HttpResponse.error()))

/** What it says, word for word. */
export const AWAY = 'The database is not available: it refuses connections.'
export const FULL = 'Your account is full: there is room for 100,000 tasks. Delete some to add more.'

export const ANN = {
  id: 'a1',
  email: 'ann@example.com',
  emailVerified: false,
  name: 'Ann',
  createdAt: '2026-01-01T00:00:00Z',
}

const OWN_ACCOUNTS = { password: true, passkey: false, mail: false }
/** The same, of a service that sends mail. */
export const MAILING = { ...OWN_ACCOUNTS, mail: true }

/** What anybody may know of it. */
export function serviceStatus(
  accounts: Status['service']['accounts'] = OWN_ACCOUNTS,
  state: Status['database']['state'] = 'UP',
): Status {
  return {
    service: { name: 'neon-tasks', version: '1.0.0', startedAt: '2026-01-01T00:00:00Z', accounts },
    database: {
      state,
      since: '2026-01-01T00:00:00Z',
      reason: null,
      lastVerifiedAt: null,
      roundTripMillis: null,
      endpoint: 'POOLED',
      tls: null,
      serverVersion: null,
      schemaVersion: null,
      migration: null,
      pool: { max: 20, limit: 4, active: 3, idle: 2, waiting: 4 },
    },
  }
}

export function session(accessToken: string, expiresIn = 900): Session {
  return { accessToken, tokenType: 'Bearer', expiresIn, user: ANN }
}

export function task(id: string, title: string, more: Partial<Task> = {}): Task {
  return {
    id,
    title,
    description: null,
    completed: false,
    dueOn: null,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    ...more,
  }
}

export function problem(status: number, type: string, detail: string, headers: Record<string, string> = {}) {
  return HttpResponse.json(
    { type, title: type, status, detail },
    { status, headers: { 'Content-Type': 'application/problem+json', ...headers } },
  )
}
