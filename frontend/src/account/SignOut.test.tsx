import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { discardKept, writeKept } from '../api/kept'
import { current, end, start } from '../api/session'
import { visit } from '../test/render'
import { ANN, AWAY, problem, service, session, task } from '../test/service'
import { forget } from './leaving'

const DRAFT = { title: 'Half a thought', description: '', dueOn: '', base: null }

let visited: string[]
let sent: number

beforeEach(() => {
  end()
  forget()
  discardKept(ANN.id)
  start(session('one'))
  visited = []
  sent = 0
  // Where it leads is a new document, which is not followed here.
  vi.stubGlobal('location', {
    ...location,
    origin: location.origin,
    assign: (to: string) => visited.push(to),
  })
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })))
})

afterEach(() => vi.unstubAllGlobals())

function answering(answer: () => Response | Promise<Response>) {
  service.use(
    http.post('*/api/auth/sign-out', () => {
      sent++
      return answer()
    }),
  )
}

const gone = () => new HttpResponse(null, { status: 204 })
const away = () => problem(503, '/problems/database-unavailable', AWAY, { 'Retry-After': '30' })
const unreachable = () => HttpResponse.error()

async function signOut() {
  await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }))
}

it('ends the session, and leaves nothing behind', async () => {
  answering(gone)
  visit('/')
  await signOut()
  await waitFor(() => expect(visited).toEqual(['/sign-in']))
  expect(current().person).toBeNull()
  expect(localStorage).toHaveLength(0)
})

it('is over here while the database is away, and says that the session could not be ended', async () => {
  answering(away)
  visit('/')
  await signOut()
  await waitFor(() => expect(visited).toEqual(['/sign-in']))
  expect(current().person).toBeNull()
  expect(await screen.findByText(/the session could not be ended/)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'All right' }))
  expect(screen.queryByText(/could not be ended/)).not.toBeInTheDocument()
  expect(screen.getByRole('main')).toHaveFocus()
  expect(localStorage).toHaveLength(0)
  expect(sent).toBe(1)
})

it('still says so in the document that follows, and asks for nothing there', async () => {
  localStorage.setItem('neon-tasks.leaving', 'unended')
  end()
  vi.resetModules()
  answering(gone)
  const { visit } = await import('../test/render')
  visit('/sign-in')
  expect(await screen.findByText(/the session could not be ended/)).toBeInTheDocument()
  expect(sent).toBe(0)
  vi.resetModules()
})

it('is over here at once while the service cannot be reached, says what is left, and does it', async () => {
  answering(unreachable)
  visit('/')
  await signOut()
  await waitFor(() => expect(current().person).toBeNull())
  expect(await screen.findByText(/your session has not been ended yet/)).toBeInTheDocument()
  expect(screen.getByText(/keeps the cookie/)).toHaveTextContent('The service cannot be reached.')
  answering(gone)
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
  await waitFor(() => expect(screen.queryByText(/has not been ended yet/)).not.toBeInTheDocument())
  expect(localStorage).toHaveLength(0)
})

it('goes on with what is left after a reload', async () => {
  localStorage.setItem('neon-tasks.leaving', '2026-01-01T00:00:00Z')
  end()
  vi.resetModules()
  answering(gone)
  const { visit } = await import('../test/render')
  visit('/sign-in')
  await waitFor(() => expect(sent).toBe(1))
  await waitFor(() => expect(localStorage).toHaveLength(0))
  vi.resetModules()
})

it('takes nobody’s session away who signs in meanwhile', async () => {
  let end = () => {}
  answering(async () => {
    await new Promise<void>((resolve) => {
      end = resolve
    })
    return gone()
  })
  service.use(http.post('*/api/auth/sign-in', () => HttpResponse.json(session('two'))))
  visit('/')
  await signOut()
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ann@example.com')
  await userEvent.type(screen.getByLabelText('Password', { selector: 'input' }), 'words{Enter}')
  await waitFor(() => expect(current().person).not.toBeNull())
  expect(localStorage.getItem('neon-tasks.leaving')).toBeNull()
  end()
  await delay(100)
  expect(current().person).not.toBeNull()
})

it.each([
  ['one unfinished text', { drafts: { new: DRAFT } }],
  [
    'one change that is not sent yet and 2 unfinished texts',
    {
      outbox: { 1: { id: '1', key: 'k', madeAt: '', sendAt: 0, base: null, content: null, refused: 'No.' } },
      drafts: { new: DRAFT, 2: { ...DRAFT, base: task('2', 'Two') } },
    },
  ],
])('asks before it loses %s', async (losses, kept) => {
  answering(gone)
  const asked: string[] = []
  vi.stubGlobal('confirm', (words: string) => {
    asked.push(words)
    return false
  })
  for (const [what, entries] of Object.entries(kept)) {
    writeKept(ANN.id, what as 'outbox' | 'drafts', entries)
  }
  visit('/settings')
  await signOut()
  expect(asked).toEqual([`Signing out loses ${losses}. Sign out all the same?`])
  expect(current().person).not.toBeNull()
  expect(sent).toBe(0)
})

it('does not ask for an editor that was only opened', async () => {
  answering(gone)
  const asked = vi.fn(() => false)
  vi.stubGlobal('confirm', asked)
  writeKept(ANN.id, 'drafts', { 2: { ...DRAFT, title: 'Two', base: task('2', 'Two') } })
  visit('/settings')
  await signOut()
  await waitFor(() => expect(visited).toEqual(['/sign-in']))
  expect(asked).not.toHaveBeenCalled()
})
