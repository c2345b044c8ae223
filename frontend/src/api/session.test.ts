import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { ANN, AWAY, problem, service, session } from '../test/service'
import { mine } from './mine'
import { answer } from './open'
import { Problem } from './problem'
import { current, end, start, token } from './session'

beforeEach(() => end())

function renewing(...tokens: string[]) {
  const calls = vi.fn()
  service.use(
    http.post('*/api/auth/refresh', () => {
      calls()
      const next = tokens.shift()
      return next === undefined ? problem(401, 'unauthenticated', 'Over.') : HttpResponse.json(session(next))
    }),
  )
  return calls
}

const me = () => answer(mine.GET('/api/me'))

/** Takes one token alone. */
function taking(accepted: string) {
  service.use(
    http.get('*/api/me', ({ request }) =>
      request.headers.get('Authorization') === `Bearer ${accepted}`
        ? HttpResponse.json(ANN)
        : problem(401, 'unauthenticated', 'No.'),
    ),
  )
}

it('sends the token of the session', async () => {
  taking('one')
  start(session('one'))
  expect(await me()).toEqual(ANN)
})

it('gets a token by the cookie after a reload', async () => {
  taking('one')
  renewing('one')
  expect(await me()).toEqual(ANN)
  expect(current().person).toEqual(ANN)
})

it('renews a token that is no longer taken, once for all who wait', async () => {
  taking('two')
  const renewals = renewing('two')
  start(session('one'))
  expect(await Promise.all([me(), me(), me()])).toEqual([ANN, ANN, ANN])
  expect(renewals).toHaveBeenCalledTimes(1)
})

it('renews a token before it expires on its way', async () => {
  renewing('two')
  start(session('one', 5))
  expect(await token()).toBe('two')
})

it('ends the session when it cannot be renewed', async () => {
  taking('two')
  renewing()
  start(session('one'))
  await expect(me()).rejects.toMatchObject({ status: 401 })
  expect(current()).toEqual({ person: null, hasEnded: true })
})

it('goes on as nobody else, whosever cookie has been pushed in', async () => {
  service.use(
    http.post('*/api/auth/refresh', () =>
      HttpResponse.json({ ...session('two'), user: { ...ANN, id: 'b1' } }),
    ),
  )
  start(session('one', 0))
  await expect(token()).rejects.toMatchObject({ status: 401 })
  expect(current()).toEqual({ person: null, hasEnded: true })
})

it('does not end the session because the database naps', async () => {
  service.use(
    http.post('*/api/auth/refresh', () => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '3' })),
  )
  start(session('one', 0))
  const failure = await token().catch((problem: unknown) => problem)
  expect(failure).toBeInstanceOf(Problem)
  expect(failure).toMatchObject({ status: 503, retryAfterMillis: 3000, isTemporary: true })
  expect(current().person).toEqual(ANN)
})

it('does not end the session because others behind the same address tried too often', async () => {
  service.use(
    http.post('*/api/auth/refresh', () =>
      problem(429, 'too-many-requests', 'Too many attempts. Try again in 40 seconds.', {
        'Retry-After': '40',
      }),
    ),
  )
  start(session('one', 0))
  await expect(token()).rejects.toMatchObject({ status: 429, retryAfterMillis: 40_000, isTemporary: true })
  expect(current().person).toEqual(ANN)
})

it('does not end the session because nobody answers', async () => {
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.error()))
  start(session('one', 0))
  await expect(token()).rejects.toMatchObject({ status: 0, isTemporary: true })
  expect(current().person).toEqual(ANN)
})

/** The browser shows the page as it was left. */
function comeBack(persisted = true) {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
}

it('knows nobody when it comes back by Back after another tab signed out', () => {
  start(session('one'))
  localStorage.removeItem('neon-tasks.person')
  comeBack(false)
  expect(current().person).toEqual(ANN)
  comeBack()
  expect(current()).toEqual({ person: null, hasEnded: false })
})

it('knows who has signed in elsewhere when it comes back, and sends them no token of before', async () => {
  renewing()
  start(session('one'))
  localStorage.setItem('neon-tasks.person', JSON.stringify({ ...ANN, id: 'b1' }))
  comeBack()
  expect(current().person?.id).toBe('b1')
  await expect(token()).rejects.toMatchObject({ status: 401 })
})

it('goes on with the token that it has when it comes back to the same person', async () => {
  start(session('one'))
  comeBack()
  expect(await token()).toBe('one')
})

it('goes on when it comes back where the browser keeps nothing', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError')
  })
  start(session('one'))
  vi.restoreAllMocks()
  comeBack()
  expect(current().person).toEqual(ANN)
  expect(await token()).toBe('one')
})

it('keeps no token where scripts of another could read it', () => {
  start(session('secret-token'))
  expect(JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie).not.toContain(
    'secret-token',
  )
})
