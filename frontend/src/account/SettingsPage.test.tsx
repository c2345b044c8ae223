import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import type { components } from '../api/schema'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, problem, service, serviceStatus, session } from '../test/service'

type OwnSession = components['schemas']['OwnSession']

const PRESENT = 'correct horse battery'
const NEXT = 'seven maids with seven mops'

function own(id: string, browser: string | null, current = false): OwnSession {
  return { id, browser, current, startedAt: '2026-01-02T10:00:00Z', lastUsedAt: '2026-01-02T10:00:00Z' }
}

const HERE = own('1', 'Firefox on Linux', true)
const PHONE = own('2', 'Safari on iPhone')
const UNKNOWN = own('3', null)

let asked: string[]

beforeEach(() => {
  end()
  start(session('one'))
  asked = []
  being('UP')
  listing(HERE, PHONE, UNKNOWN)
})

function being(state: 'UP' | 'ASLEEP' | 'DOWN') {
  service.use(http.get('*/api/status', () => HttpResponse.json(serviceStatus(undefined, state))))
}

function listing(...items: OwnSession[]) {
  service.use(
    http.get('*/api/me/sessions', () => {
      asked.push('sessions')
      return HttpResponse.json({ items })
    }),
  )
}

const gone = () => new HttpResponse(null, { status: 204 })
const away = (seconds = '1') => problem(503, 'database-unavailable', AWAY, { 'Retry-After': seconds })
const wrong = () => problem(401, '/problems/unauthenticated', 'Wrong password.')

const region = (name: string) => screen.findByRole('region', { name })
const rows = () => within(screen.getByRole('list', { name: 'Sessions' })).getAllByRole('listitem')
const password = (label: string) => screen.getByLabelText(label, { selector: 'input' })

async function change(present = PRESENT, next = NEXT) {
  await userEvent.click(await screen.findByRole('button', { name: 'Change password…' }))
  await userEvent.paste(present)
  await userEvent.click(password('New password'))
  await userEvent.paste(next)
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
}

/** Each answer to one try, the last one to all that follow. */
function changing(...answers: (() => Response)[]): unknown[] {
  const sent: unknown[] = []
  service.use(
    http.post('*/api/me/password', async ({ request }) => {
      sent.push(await request.json())
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    }),
  )
  return sent
}

it('has a section for each thing', async () => {
  visit('/settings')
  await region('You')
  const headings = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
  expect(headings).toEqual(['You', 'Appearance', 'Sign-in', 'Sessions', 'Your data', 'Delete account'])
})

it('shows nothing of accounts that are an outside issuer’s', async () => {
  service.use(
    http.get('*/api/status', () => HttpResponse.json(serviceStatus({ issuer: 'https://auth.example.com' }))),
  )
  visit('/settings')
  expect(await within(await region('You')).findByText('Ann')).toBeInTheDocument()
  expect(screen.queryByRole('region', { name: 'Sessions' })).not.toBeInTheDocument()
  expect(screen.queryByRole('region', { name: 'Sign-in' })).not.toBeInTheDocument()
  expect(screen.queryByLabelText('Name')).not.toBeInTheDocument()
  expect(asked).toEqual([])
})

it('changes the name everywhere on the page', async () => {
  const sent: unknown[] = []
  service.use(
    http.patch('*/api/me', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ ...ANN, name: 'Anna' })
    }),
  )
  visit('/settings')
  await userEvent.type(await screen.findByLabelText('Name'), 'a')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Saved')).toBeInTheDocument()
  expect(sent).toEqual([{ name: 'Anna' }])
  expect(current().person?.name).toBe('Anna')
  expect(localStorage.getItem('neon-tasks.person')).toContain('Anna')
  await userEvent.type(screen.getByLabelText('Name'), 'b')
  expect(screen.queryByText('Saved')).not.toBeInTheDocument()
})

it('says what is wrong with a name', async () => {
  service.use(
    http.patch('*/api/me', () =>
      HttpResponse.json(
        {
          status: 422,
          detail: 'No.',
          errors: [{ field: 'name', message: 'must have at most 100 characters' }],
        },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  )
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/at most 100/))
  expect(screen.getByLabelText('Name')).toHaveFocus()
})

it('keeps a name that was typed while the database is away, and sends it again', async () => {
  let tries = 0
  service.use(
    http.patch('*/api/me', () => {
      tries++
      return tries === 1 ? away() : HttpResponse.json({ ...ANN, name: 'Anna' })
    }),
  )
  visit('/settings')
  await userEvent.type(await screen.findByLabelText('Name'), 'a')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(screen.getByLabelText('Name')).toHaveValue('Anna')
  expect(await screen.findByText('Saved')).toBeInTheDocument()
})

it('changes the password, and lists the sessions anew', async () => {
  const sent = changing(gone)
  visit('/settings')
  await waitFor(() => expect(asked).toHaveLength(1))
  await change()
  expect(await screen.findByText(/Your password is changed/)).toBeInTheDocument()
  expect(sent).toEqual([{ password: PRESENT, newPassword: NEXT }])
  expect(screen.getByRole('button', { name: 'Change password…' })).toHaveFocus()
  await waitFor(() => expect(asked).toHaveLength(2))
})

it('leads to the password that is wrong, and keeps what was typed', async () => {
  changing(wrong)
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.json(session('two'))))
  visit('/settings')
  await change()
  await waitFor(() => expect(password('Current password')).toHaveAccessibleDescription(/Wrong password/))
  expect(password('Current password')).toHaveFocus()
  expect(password('New password')).toHaveValue(NEXT)
})

it('asks for both passwords', async () => {
  const sent = changing(gone)
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: 'Change password…' }))
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
  expect(password('Current password')).toHaveAccessibleDescription('Your current password is missing')
  expect(password('New password')).toHaveAccessibleDescription(/A new password is missing/)
  expect(sent).toEqual([])
})

it('leads to sign in when it is the session that is over', async () => {
  changing(() => problem(401, '/problems/unauthenticated', 'The session of this token is over.'))
  service.use(http.post('*/api/auth/refresh', () => problem(401, 'unauthenticated', 'Sign in again.')))
  visit('/settings')
  await change()
  expect(await screen.findByText(/Your session has ended/)).toBeInTheDocument()
})

it('finds out whether a change took effect that was not answered', async () => {
  const sent = changing(() => HttpResponse.error(), wrong, gone)
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.json(session('two'))))
  visit('/settings')
  await change()
  expect(await screen.findByText(/Your password is changed/)).toBeInTheDocument()
  expect(sent).toEqual([
    { password: PRESENT, newPassword: NEXT },
    { password: PRESENT, newPassword: NEXT },
    { password: NEXT, newPassword: NEXT },
  ])
})

it('does not take a wrong password for a change that was not answered', async () => {
  const sent = changing(() => away(), wrong)
  service.use(http.post('*/api/auth/refresh', () => HttpResponse.json(session('two'))))
  visit('/settings')
  await change()
  await waitFor(() => expect(password('Current password')).toHaveAccessibleDescription(/Wrong password/))
  expect(sent).toHaveLength(3)
  expect(screen.queryByText(/Your password is changed/)).not.toBeInTheDocument()
})

it('gives a change up with its form', async () => {
  const sent = changing(() => away())
  visit('/settings')
  await change()
  await screen.findByText(AWAY)
  await userEvent.click(screen.getByRole('button', { name: 'Keep the current one' }))
  expect(screen.getByRole('button', { name: 'Change password…' })).toHaveFocus()
  const tries = sent.length
  // Longer than the service asks to wait for the next.
  await new Promise((later) => setTimeout(later, 1500))
  expect(sent).toHaveLength(tries)
})

it('lists where somebody is signed in', async () => {
  visit('/settings')
  await screen.findByText('Firefox on Linux')
  expect(rows().map((row) => row.textContent)).toEqual([
    expect.stringMatching(/^Firefox on LinuxThis oneSince .* · in use$/),
    expect.stringMatching(/^Safari on iPhoneSince .* · last used .*End$/),
    expect.stringMatching(/^Unknown browserSince .*End$/),
  ])
})

it('ends one session, and keeps the focus in the list', async () => {
  const ended: unknown[] = []
  service.use(
    http.delete('*/api/me/sessions/:id', ({ params }) => {
      ended.push(params.id)
      return gone()
    }),
  )
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: /^End the session in Safari on iPhone/ }))
  expect(await screen.findByText('Ended the session in Safari on iPhone.')).toBeInTheDocument()
  expect(ended).toEqual(['2'])
  expect(rows()).toHaveLength(2)
  expect(screen.getByRole('button', { name: /^End the session in Unknown browser/ })).toHaveFocus()
})

it('takes one for ended that is over by now', async () => {
  service.use(http.delete('*/api/me/sessions/:id', () => problem(404, 'about:blank', 'Not found.')))
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: /^End the session in Safari/ }))
  await waitFor(() => expect(rows()).toHaveLength(2))
})

it('waits for the database to end one, and says so', async () => {
  let tries = 0
  service.use(
    http.delete('*/api/me/sessions/:id', () => {
      tries++
      return tries === 1 ? away() : gone()
    }),
  )
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: /^End the session in Safari/ }))
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  expect(rows()).toHaveLength(3)
  await waitFor(() => expect(rows()).toHaveLength(2))
})

it('ends all others', async () => {
  service.use(http.delete('*/api/me/sessions', gone))
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: 'End all others' }))
  expect(await screen.findByText('Ended all other sessions.')).toBeInTheDocument()
  expect(rows()).toHaveLength(1)
  expect(screen.getByText('You are signed in nowhere else.')).toHaveFocus()
})

it('says that there is no other', async () => {
  listing(HERE)
  visit('/settings')
  expect(await screen.findByText('You are signed in nowhere else.')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'End all others' })).not.toBeInTheDocument()
})

it('wakes nobody for the list until it is asked for', async () => {
  being('ASLEEP')
  visit('/settings')
  const button = await screen.findByRole('button', { name: 'Show where I am signed in' })
  expect(asked).toEqual([])
  await userEvent.click(button)
  expect(await screen.findByText('Safari on iPhone')).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Sessions' })).toHaveFocus()
})

it('says that the database is away, and lists once it is back', async () => {
  let isBack = false
  service.use(
    http.get('*/api/me/sessions', () => (isBack ? HttpResponse.json({ items: [HERE] }) : away('30'))),
  )
  visit('/settings')
  expect(await screen.findByText(AWAY)).toBeInTheDocument()
  isBack = true
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
  expect(await screen.findByText('Firefox on Linux')).toBeInTheDocument()
})

it('says that the service cannot be reached', async () => {
  service.use(http.get('*/api/status', () => HttpResponse.error()))
  visit('/settings')
  expect(within(await region('Sessions')).queryByRole('list')).not.toBeInTheDocument()
  expect(await screen.findByText('The service cannot be reached.')).toBeInTheDocument()
})

it('says what else keeps the list away, and tries again when asked to', async () => {
  service.use(
    http.get('*/api/me/sessions', () => problem(500, 'about:blank', 'Something broke.'), { once: true }),
  )
  visit('/settings')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something broke.')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Firefox on Linux')).toBeInTheDocument()
})

it('gives the focus back to the button that asked whether to delete', async () => {
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: 'Delete my account…' }))
  await userEvent.click(screen.getByRole('button', { name: 'Keep my account' }))
  expect(screen.getByRole('button', { name: 'Delete my account…' })).toHaveFocus()
})
