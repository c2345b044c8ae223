import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, MAILING, problem, service, serviceStatus, session } from '../test/service'

const PRESENT = 'correct horse battery'

let sent: unknown[]

beforeEach(() => {
  end()
  start(session('one'))
  sent = []
  having(MAILING)
  service.use(http.get('*/api/me/sessions', () => HttpResponse.json({ items: [] })))
})

function having(accounts?: Parameters<typeof serviceStatus>[0]) {
  service.use(http.get('*/api/status', () => HttpResponse.json(serviceStatus(accounts))))
}

/** Each answer to one try, the last one to all that follow. */
function answering(path: string, ...answers: (() => Response)[]) {
  service.use(
    http.post(path, async ({ request }) => {
      const text = await request.text()
      sent.push(text === '' ? null : JSON.parse(text))
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    }),
  )
}

const accepted = () => new HttpResponse(null, { status: 202 })
const away = () => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' })
const you = async () => within(await screen.findByRole('region', { name: 'You' }))
const again = async () => (await you()).findByRole('button', { name: 'Send the mail again' })

async function change(email = 'next@example.com') {
  await userEvent.click(await screen.findByRole('button', { name: 'Change address…' }))
  await userEvent.paste(email)
  await userEvent.click(screen.getByLabelText('Your password', { selector: 'input' }))
  await userEvent.paste(PRESENT)
  await userEvent.click(screen.getByRole('button', { name: 'Change address' }))
}

it('says that the address is not confirmed, and has the mail sent again', async () => {
  answering('*/api/me/email/mail', away, accepted)
  visit('/settings')
  await userEvent.click(await again())
  expect((await you()).getByText(/not confirmed/)).toBeInTheDocument()
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(await screen.findByText(/A mail is on its way/)).toBeInTheDocument()
  expect(sent).toHaveLength(2)
})

it('says why no mail is sent', async () => {
  answering('*/api/me/email/mail', () =>
    problem(429, '/problems/too-many-requests', 'Too many mails. Try again in 4 minutes.'),
  )
  visit('/settings')
  await userEvent.click(await again())
  expect(await screen.findByRole('alert')).toHaveTextContent('Try again in 4 minutes.')
})

it('says that the address is confirmed', async () => {
  start({ ...session('one'), user: { ...ANN, emailVerified: true } })
  visit('/settings')
  expect(await (await you()).findByText('confirmed')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Send the mail again' })).not.toBeInTheDocument()
})

it('says nothing of that where the service sends no mail', async () => {
  having()
  visit('/settings')
  await screen.findByText('You are signed in nowhere else.')
  expect((await you()).queryByText(/confirmed/)).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Change address…' })).not.toBeInTheDocument()
})

it('has a link mailed to the next address, and keeps the present one until then', async () => {
  answering('*/api/me/email', accepted)
  visit('/settings')
  await change()
  expect(await screen.findByText(/on its way to next@example.com/)).toHaveTextContent(/not before/)
  expect(sent).toEqual([{ email: 'next@example.com', password: PRESENT }])
  expect(current().person?.email).toBe('ann@example.com')
  expect(screen.getByRole('button', { name: 'Change address…' })).toHaveFocus()
})

it('leads to the password that is wrong', async () => {
  answering('*/api/me/email', () => problem(401, '/problems/unauthenticated', 'Wrong password.'))
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.json(session('two'))))
  visit('/settings')
  await change()
  const field = screen.getByLabelText('Your password', { selector: 'input' })
  await waitFor(() => expect(field).toHaveAccessibleDescription(/Wrong password/))
  expect(field).toHaveFocus()
  expect(screen.getByLabelText('New e-mail')).toHaveValue('next@example.com')
})

it('leads to the address that is none, and says which one is taken', async () => {
  const errors = [{ field: 'email', message: 'must be an e-mail address' }]
  const taken = 'There is an account with this e-mail address already.'
  answering(
    '*/api/me/email',
    () => HttpResponse.json({ status: 422, detail: 'No.', errors }, { status: 422 }),
    () => problem(409, '/problems/conflict', taken),
  )
  visit('/settings')
  await change('next')
  const field = screen.getByLabelText('New e-mail')
  await waitFor(() => expect(field).toHaveAccessibleDescription(/must be an e-mail address/))
  expect(field).toHaveFocus()
  await userEvent.type(field, '@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Change address' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(taken)
})

it('gives a change up with its form', async () => {
  answering('*/api/me/email', away)
  visit('/settings')
  await change()
  await screen.findByText(AWAY)
  await userEvent.click(screen.getByRole('button', { name: 'Keep the present one' }))
  const tries = sent.length
  // Longer than the service asks to wait for the next.
  await new Promise((later) => setTimeout(later, 1500))
  expect(sent).toHaveLength(tries)
})
