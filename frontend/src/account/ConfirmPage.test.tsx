import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, problem, service, serviceStatus, session } from '../test/service'
import { forgetLink } from './link'

const TOKEN = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'
const USED = 'This link was used, or is too old. Ask for another one.'
const TAKEN = 'There is an account with this e-mail address already.'

let sent: unknown[]

beforeEach(() => {
  end()
  forgetLink()
  sent = []
  service.use(http.get('*/api/status', () => HttpResponse.json(serviceStatus())))
})

/** Each answer to one try, the last one to all that follow. */
function answering(...answers: (() => Response)[]) {
  service.use(
    http.post('*/api/auth/email/confirm', async ({ request }) => {
      sent.push(await request.json())
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    }),
  )
}

const done = () => new HttpResponse(null, { status: 204 })
const used = () => problem(401, '/problems/unauthenticated', USED)

async function confirm() {
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm address' }))
}

/** What the service knows of her now. */
function being(person: typeof ANN) {
  service.use(http.get('*/api/me', () => HttpResponse.json(person)))
}

it('takes the token out of the address at once, and keeps it nowhere else', async () => {
  const router = visit(`/confirm#${TOKEN}`)
  await screen.findByRole('heading', { name: 'Confirm your address' })
  expect(router.history.location.href).toBe('/confirm')
  expect(router.state.location.href).toBe('/confirm')
  expect(router.history.length).toBe(1)
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(TOKEN)
})

it('confirms nothing until somebody says so', async () => {
  answering(done)
  visit(`/confirm#${TOKEN}`)
  await screen.findByRole('button', { name: 'Confirm address' })
  expect(sent).toEqual([])
  await confirm()
  expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toHaveFocus()
  expect(sent).toEqual([{ token: TOKEN }])
  expect(screen.getByText(/the one to sign in with/)).toHaveTextContent('Sign in')
})

it('knows the person anew who is signed in', async () => {
  answering(done)
  being({ ...ANN, email: 'next@example.com', emailVerified: true })
  start(session('one'))
  visit(`/confirm#${TOKEN}`)
  await confirm()
  await waitFor(() => expect(current().person?.emailVerified).toBe(true))
  expect(current().person?.email).toBe('next@example.com')
  expect(await screen.findByRole('link', { name: 'Go to your tasks' })).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Your address is confirmed' })).toBeInTheDocument()
})

it.each([
  ['is used or old', used],
  [
    'was never one',
    () =>
      HttpResponse.json(
        { status: 422, detail: 'No.', errors: [{ field: 'token', message: 'must not contain U+0000' }] },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
  ],
])('says what to do about a link that %s', async (_, answer) => {
  answering(answer)
  visit(`/confirm#${TOKEN}`)
  await confirm()
  expect(await screen.findByRole('heading', { name: 'This link no longer works' })).toHaveFocus()
  expect(screen.getByText(/older than half an hour/)).toHaveTextContent(/have another link mailed/)
  expect(screen.queryByText(/no answer to what you sent/)).not.toBeInTheDocument()
})

it('says what to do where the address has become somebody else’s', async () => {
  answering(() => problem(409, '/problems/conflict', TAKEN))
  visit(`/confirm#${TOKEN}`)
  await confirm()
  expect(await screen.findByRole('heading', { name: /belongs to another account/ })).toHaveFocus()
  expect(screen.getByText(/keeps the address it has/)).toHaveTextContent(/in your settings/)
})

it('waits for a database that is away, says so, and goes on by itself', async () => {
  answering(() => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' }), done)
  visit(`/confirm#${TOKEN}`)
  await confirm()
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toBeInTheDocument()
  expect(sent).toHaveLength(2)
})

it('knows that a link may have been used by what went unanswered', async () => {
  answering(() => HttpResponse.error(), used)
  being({ ...ANN, emailVerified: true })
  start(session('one'))
  visit(`/confirm#${TOKEN}`)
  await confirm()
  await userEvent.click(await screen.findByRole('button', { name: 'Try now' }))
  expect(await screen.findByText(/no answer to what you sent/)).toHaveTextContent(/may have confirmed/)
  await waitFor(() => expect(current().person?.emailVerified).toBe(true))
})

it('says what to do where the link lacks its end, and takes none for a password', async () => {
  const router = visit(`/reset#${TOKEN}`)
  await screen.findByRole('heading', { name: 'Choose a new password' })
  await router.navigate({ to: '/confirm' })
  expect(await screen.findByRole('heading', { name: 'This link is not complete' })).toHaveFocus()
  expect(screen.queryByRole('button', { name: 'Confirm address' })).not.toBeInTheDocument()
})

it('is not there with an outside issuer', async () => {
  service.use(
    http.get('*/api/status', () => HttpResponse.json(serviceStatus({ issuer: 'https://auth.example.com' }))),
  )
  visit(`/confirm#${TOKEN}`)
  expect(await screen.findByRole('heading', { name: 'Nothing here' })).toBeInTheDocument()
})
