import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { AWAY, MAILING, problem, service, serviceStatus, session } from '../test/service'

let sent: unknown[]

beforeEach(() => {
  end()
  sent = []
  having(MAILING)
})

function having(accounts?: Parameters<typeof serviceStatus>[0]) {
  service.use(http.get('*/api/status', () => HttpResponse.json(serviceStatus(accounts))))
}

/** Each answer to one try, the last one to all that follow. */
function answering(...answers: (() => Response)[]) {
  service.use(
    http.post('*/api/auth/reset', async ({ request }) => {
      sent.push(await request.json())
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    }),
  )
}

const accepted = () => new HttpResponse(null, { status: 202 })
const field = () => screen.findByLabelText('E-mail')

async function ask(email = 'ann@example.com') {
  await userEvent.type(await field(), email)
  await userEvent.click(screen.getByRole('button', { name: 'Send the link' }))
}

it('is found from where one signs in, which asks nobody whether there is mail', async () => {
  let looks = 0
  service.use(
    http.get('*/api/status', () => {
      looks++
      return HttpResponse.json(serviceStatus(MAILING))
    }),
  )
  visit('/sign-in')
  const link = await screen.findByRole('link', { name: 'Forgot your password?' })
  expect(looks).toBe(0)
  await userEvent.click(link)
  expect(await screen.findByRole('heading', { name: 'Forgot your password?' })).toBeInTheDocument()
  expect(looks).toBe(1)
})

it('has a link mailed, and does not tell whether there is an account', async () => {
  answering(accepted)
  visit('/forgotten')
  await ask()
  expect(await screen.findByRole('heading', { name: 'Look at your mail' })).toHaveFocus()
  expect(screen.getByText(/If there is an account with ann@example.com/)).toBeInTheDocument()
  expect(sent).toEqual([{ email: 'ann@example.com' }])
})

it('takes another address after that', async () => {
  answering(accepted)
  visit('/forgotten')
  await ask()
  await userEvent.click(await screen.findByRole('button', { name: 'Send another one' }))
  expect(await field()).toHaveFocus()
  await ask('anna@example.com')
  expect(await screen.findByText(/an account with anna@example.com/)).toBeInTheDocument()
  expect(sent).toHaveLength(2)
})

it('asks for the address', async () => {
  answering(accepted)
  visit('/forgotten')
  await field()
  await userEvent.click(screen.getByRole('button', { name: 'Send the link' }))
  expect(await field()).toHaveAccessibleDescription(/Your e-mail is missing/)
  expect(sent).toEqual([])
})

it('says when there were too many', async () => {
  answering(() => problem(429, '/problems/too-many-requests', 'Too many mails. Try again in 4 minutes.'))
  visit('/forgotten')
  await ask()
  expect(await screen.findByRole('alert')).toHaveTextContent('Try again in 4 minutes.')
  expect(await field()).toHaveValue('ann@example.com')
})

it('waits for a database that is away, says so, and goes on by itself', async () => {
  answering(() => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' }), accepted)
  visit('/forgotten')
  await ask()
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(await screen.findByRole('heading', { name: 'Look at your mail' })).toBeInTheDocument()
  expect(sent).toHaveLength(2)
})

it('says whom to ask where the service sends no mail', async () => {
  having()
  visit('/forgotten')
  expect(await screen.findByRole('heading', { name: 'This service sends no mail' })).toHaveFocus()
  expect(screen.getByText(/Whoever runs it can make one for you/)).toBeInTheDocument()
  expect(screen.queryByLabelText('E-mail')).not.toBeInTheDocument()
})

it('takes the address where nobody says whether there is mail', async () => {
  service.use(http.get('*/api/status', () => HttpResponse.error()))
  visit('/forgotten')
  expect(await field()).toHaveFocus()
})

it('is there for who is signed in, too', async () => {
  start(session('one'))
  const router = visit('/forgotten')
  expect(await field()).toBeInTheDocument()
  expect(router.state.location.href).toBe('/forgotten')
})

it('is not there with an outside issuer', async () => {
  having({ issuer: 'https://auth.example.com' })
  visit('/forgotten')
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Nothing here' })).toBeInTheDocument())
})
