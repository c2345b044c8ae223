import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { end } from '../api/session'
import { service, session, task } from '../test/service'

beforeEach(() => {
  end()
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })))
})

afterEach(() => vi.restoreAllMocks())

function denied() {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('Denied.', 'SecurityError')
  })
}

it('begins where storage is denied', async () => {
  denied()
  vi.resetModules()
  const { visit } = await import('../test/render')
  visit('/')
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
  vi.resetModules()
})

it('begins where storage is broken', async () => {
  localStorage.setItem('neon-tasks.person', '{"id":')
  vi.resetModules()
  const { visit } = await import('../test/render')
  visit('/')
  expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeInTheDocument()
  vi.resetModules()
})

it('takes, sends and keeps words where storage is denied, and says for how long', async () => {
  const sent: unknown[] = []
  const user = { ...session('one').user, id: 'denied' }
  service.use(
    http.post('*/api/auth/sign-in', () => HttpResponse.json({ ...session('one'), user })),
    http.put('*/api/tasks/:id', async ({ params, request }) => {
      const content = (await request.json()) as object
      sent.push(content)
      return HttpResponse.json({ ...task(String(params.id), ''), ...content }, { status: 201 })
    }),
  )
  denied()
  // With the pages that are loaded later, which belong to what was loaded last.
  vi.resetModules()
  const { visit } = await import('../test/render')
  visit('/')
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ann@example.com')
  await userEvent.type(screen.getByLabelText('Password', { selector: 'input' }), 'words of hers{Enter}')
  const field = await screen.findByLabelText('What needs doing?')
  await userEvent.type(field, 'Milk')
  expect(field).toHaveValue('Milk')
  expect(screen.getByText(/as long as this page stays open/)).toBeInTheDocument()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(sent).toMatchObject([{ title: 'Milk' }]))
  await waitFor(() => expect(screen.queryByText(/as long as this page stays open/)).not.toBeInTheDocument())
  expect(screen.getByText('Milk')).toBeInTheDocument()
  vi.resetModules()
})
