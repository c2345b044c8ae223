import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { current, end } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, problem, service, session } from '../test/service'

beforeEach(() => {
  end()
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })))
})

async function type(email: string) {
  await userEvent.type(await screen.findByLabelText('E-mail'), email)
  await userEvent.type(screen.getByLabelText('Password', { selector: 'input' }), 'correct horse battery')
}

async function signIn() {
  await type('ann@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
}

it('leads to where the person wanted to be', async () => {
  service.use(http.post('*/api/auth/sign-in', () => HttpResponse.json(session('one'))))
  const router = visit('/settings')
  await signIn()
  expect(await screen.findByRole('heading', { name: 'Settings' })).toBeInTheDocument()
  expect(router.state.location.pathname).toBe('/settings')
})

it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
  'does not lead to %s',
  async (next) => {
    service.use(http.post('*/api/auth/sign-in', () => HttpResponse.json(session('one'))))
    const router = visit(`/sign-in?next=${encodeURIComponent(next)}`)
    await signIn()
    expect(await screen.findByRole('heading', { name: 'Ann’s tasks' })).toBeInTheDocument()
    expect(router.state.location.href).toBe('/')
  },
)

it('says what is wrong, and leaves the words where they are', async () => {
  service.use(
    http.post('*/api/auth/sign-in', () => problem(401, 'unauthenticated', 'Wrong e-mail or password.')),
  )
  visit('/sign-in')
  await signIn()
  expect(await screen.findByRole('alert')).toHaveTextContent('Wrong e-mail or password.')
  expect(screen.getByLabelText('E-mail')).toHaveValue('ann@example.com')
  expect(current().person).toBeNull()
})

it('says that a session is not kept when the service warns of it', async () => {
  service.use(
    http.post('*/api/auth/sign-in', () =>
      HttpResponse.json(session('one'), { headers: { Warning: '299 neon-tasks "open it over HTTPS"' } }),
    ),
  )
  visit('/sign-in')
  await signIn()
  expect(await screen.findByText(/keeps no session for it/)).toHaveTextContent('Open it over HTTPS.')
  expect(await screen.findByRole('heading', { name: 'Ann’s tasks' })).toBeInTheDocument()
})

it('says nothing of that otherwise', async () => {
  service.use(http.post('*/api/auth/sign-in', () => HttpResponse.json(session('one'))))
  visit('/sign-in')
  await signIn()
  expect(await screen.findByRole('heading', { name: 'Ann’s tasks' })).toBeInTheDocument()
  expect(screen.queryByText(/keeps no session/)).not.toBeInTheDocument()
})

it.each([
  [true, 'Your session has ended.'],
  [false, 'Your browser has kept no session, as this page came over plain HTTP. Open it over HTTPS'],
])('says why a session has ended where the context is secure: %s', async (isSecure, words) => {
  vi.stubGlobal('isSecureContext', isSecure)
  end(true)
  visit('/sign-in')
  expect(await screen.findByText(new RegExp(words))).toBeInTheDocument()
  vi.unstubAllGlobals()
})

it('says when there were too many attempts', async () => {
  service.use(
    http.post('*/api/auth/sign-in', () =>
      problem(429, 'too-many-requests', 'Too many attempts. Try again in 30 seconds.', {
        'Retry-After': '30',
      }),
    ),
  )
  visit('/sign-in')
  await signIn()
  expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts. Try again in 30 seconds.')
})

it('tries again at once when asked to, and no more often after that', async () => {
  const tries: number[] = []
  let isAsked = false
  service.use(
    http.post('*/api/auth/sign-in', () => {
      if (isAsked) {
        tries.push(Date.now())
      }
      return problem(503, 'database-unavailable', AWAY, { 'Retry-After': isAsked ? '1' : '2' })
    }),
  )
  visit('/sign-in')
  await signIn()
  const button = await screen.findByRole('button', { name: 'Try now' })
  isAsked = true
  await userEvent.click(button)
  await waitFor(() => expect(tries.length).toBeGreaterThanOrEqual(4), { timeout: 20_000 })
  // What was left of the first wait would try between two of them; a slow machine makes each pause longer.
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThan(900)
})

it('leaves nobody signed in who was still waiting when somebody else signed up', async () => {
  let answerAnn = () => {}
  let isAnnAnswered = false
  service.use(
    http.post('*/api/auth/sign-in', async () => {
      await new Promise<void>((answer) => {
        answerAnn = answer
      })
      isAnnAnswered = true
      return HttpResponse.json(session('anns'))
    }),
    http.post('*/api/auth/sign-up', () =>
      HttpResponse.json({ ...session('bobs'), user: { ...ANN, id: 'bob', name: 'Bob' } }, { status: 201 }),
    ),
  )
  visit('/sign-in')
  await signIn()
  await userEvent.click(screen.getByRole('link', { name: 'Create an account' }))
  await screen.findByRole('heading', { name: 'Create an account' })
  await type('bob@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
  expect(await screen.findByRole('heading', { name: 'Bob’s tasks' })).toBeInTheDocument()
  answerAnn()
  await waitFor(() => expect(isAnnAnswered).toBe(true))
  await delay(100)
  expect(current().person?.name).toBe('Bob')
})
