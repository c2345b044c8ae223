import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { service, serviceStatus, session } from '../test/service'

const register = vi.fn()

beforeEach(() => {
  end()
  vi.stubEnv('PROD', true)
  register.mockReset().mockResolvedValue({})
  Object.defineProperty(navigator, 'serviceWorker', { value: { register }, configurable: true })
  service.use(
    http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })),
    http.get('*/api/status', () => HttpResponse.json(serviceStatus())),
    http.get('*/api/me/sessions', () => HttpResponse.json({ items: [] })),
  )
})

afterEach(() => {
  vi.unstubAllEnvs()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

it('keeps the page for whoever is signed in, once', async () => {
  start(session('one'))
  const router = visit('/')
  await screen.findByText('A clean slate.')
  await waitFor(() => expect(register).toHaveBeenCalledWith('/sw.js', { scope: '/' }))
  await router.navigate({ to: '/settings' })
  expect(register).toHaveBeenCalledTimes(1)
})

it('keeps nothing for those who only look', async () => {
  visit('/sign-in')
  await screen.findByRole('heading', { name: 'Welcome back' })
  // As long as it takes where somebody is signed in.
  await new Promise((resolve) => setTimeout(resolve))
  expect(register).not.toHaveBeenCalled()
})

it.each([
  ['refuses', () => register.mockRejectedValue(new DOMException('Denied.', 'SecurityError'))],
  ['cannot', () => Reflect.deleteProperty(navigator, 'serviceWorker')],
])('goes on where the browser %s', async (_, refusing) => {
  refusing()
  start(session('one'))
  visit('/')
  expect(await screen.findByText('A clean slate.')).toBeInTheDocument()
})
