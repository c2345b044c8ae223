import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, MAILING, problem, service, serviceStatus, session } from '../test/service'
import { forgetLink } from './link'

const TOKEN = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'
const NEXT = 'seven maids with seven mops'
const USED = 'This link was used, or is too old. Ask for another one.'

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
    http.post('*/api/auth/reset/confirm', async ({ request }) => {
      sent.push(await request.json())
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    }),
  )
}

const done = () => new HttpResponse(null, { status: 204 })
const used = () => problem(401, '/problems/unauthenticated', USED)
const over = () => http.post('*/api/auth/refresh', () => problem(401, 'unauthenticated', 'Sign in again.'))

const field = () => screen.getByLabelText('New password', { selector: 'input' })

async function choose(password = NEXT) {
  await userEvent.click(await screen.findByLabelText('New password', { selector: 'input' }))
  await userEvent.paste(password)
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
}

it('takes the token out of the address at once, and sends it with the new password', async () => {
  answering(done)
  const router = visit(`/reset#${TOKEN}`)
  await choose()
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
  expect(screen.getByText('Your password is changed. Sign in with the new one.')).toBeInTheDocument()
  expect(sent).toEqual([{ token: TOKEN, newPassword: NEXT }])
  router.history.back()
  expect(await screen.findByRole('heading', { name: 'This link is not complete' })).toBeInTheDocument()
  expect(router.history.length).toBe(2)
})

it('leaves no trace of the token in the address or in storage', async () => {
  const router = visit(`/reset#${TOKEN}`)
  await screen.findByRole('heading', { name: 'Choose a new password' })
  expect(router.history.location.href).toBe('/reset')
  expect(router.state.location.href).toBe('/reset')
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(TOKEN)
})

it('goes by the newest link', async () => {
  answering(done)
  const router = visit(`/reset#${TOKEN}`)
  await screen.findByRole('heading', { name: 'Choose a new password' })
  router.history.push('/reset#another')
  await waitFor(() => expect(router.history.location.href).toBe('/reset'))
  await choose()
  await waitFor(() => expect(sent).toEqual([{ token: 'another', newPassword: NEXT }]))
})

it('says what to do where the link lacks its end', async () => {
  visit('/reset')
  expect(await screen.findByRole('heading', { name: 'This link is not complete' })).toHaveFocus()
  expect(screen.queryByLabelText('New password')).not.toBeInTheDocument()
})

it('sends no empty password', async () => {
  answering(done)
  visit(`/reset#${TOKEN}`)
  await userEvent.click(await screen.findByRole('button', { name: 'Change password' }))
  expect(field()).toHaveAccessibleDescription(/A password is missing/)
  expect(field()).toHaveFocus()
  expect(sent).toEqual([])
})

it('says why the service refuses a password, and lets another be typed', async () => {
  answering(
    () =>
      HttpResponse.json(
        { status: 422, detail: 'No.', errors: [{ field: 'newPassword', message: 'is easily guessed' }] },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    done,
  )
  visit(`/reset#${TOKEN}`)
  await choose('passwordpassword')
  await waitFor(() => expect(field()).toHaveAccessibleDescription(/is easily guessed/))
  expect(field()).toHaveFocus()
  await userEvent.clear(field())
  await choose()
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
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
  visit(`/reset#${TOKEN}`)
  await choose()
  expect(await screen.findByRole('heading', { name: 'This link no longer works' })).toHaveFocus()
  expect(screen.getByText(/older than half an hour/)).toHaveTextContent(/ask whoever gave you the link/)
  expect(screen.queryByText(/no answer to what you sent/)).not.toBeInTheDocument()
})

it('leads to where another one is mailed, if the service does that', async () => {
  service.use(http.get('*/api/status', () => HttpResponse.json(serviceStatus(MAILING))))
  answering(used)
  visit(`/reset#${TOKEN}`)
  await choose()
  await userEvent.click(await screen.findByRole('link', { name: 'have another one mailed' }))
  expect(await screen.findByRole('heading', { name: 'Forgot your password?' })).toBeInTheDocument()
})

it('keeps what was typed while the database is away, says so, and goes on by itself', async () => {
  answering(() => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' }), done)
  visit(`/reset#${TOKEN}`)
  await choose()
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(screen.getByText(/Nothing you typed is lost/)).toBeInTheDocument()
  expect(field()).toHaveValue(NEXT)
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
  expect(sent).toHaveLength(2)
})

it('knows that a link may have been used by what went unanswered', async () => {
  answering(() => HttpResponse.error(), used)
  visit(`/reset#${TOKEN}`)
  await choose()
  await userEvent.click(await screen.findByRole('button', { name: 'Try now' }))
  expect(await screen.findByText(/no answer to what you sent/)).toHaveTextContent(/sign in with the new one/)
})

it('ends the session here when it was this account’s', async () => {
  answering(done)
  service.use(over())
  start(session('one'))
  visit(`/reset#${TOKEN}`)
  await choose()
  expect(await screen.findByText('Your password is changed. Sign in with the new one.')).toBeInTheDocument()
  expect(current().person).toBeNull()
})

it('leaves who is signed in to another account signed in', async () => {
  answering(done)
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.json(session('two'))))
  start(session('one'))
  visit(`/reset#${TOKEN}`)
  await choose()
  expect(await screen.findByRole('heading', { name: 'The password is changed' })).toHaveFocus()
  expect(screen.getByText(/you are signed in as ann@example.com/)).toBeInTheDocument()
  expect(current().person).toEqual(ANN)
})

it('is not there with an outside issuer', async () => {
  service.use(
    http.get('*/api/status', () => HttpResponse.json(serviceStatus({ issuer: 'https://auth.example.com' }))),
  )
  visit(`/reset#${TOKEN}`)
  expect(await screen.findByRole('heading', { name: 'Nothing here' })).toBeInTheDocument()
})
