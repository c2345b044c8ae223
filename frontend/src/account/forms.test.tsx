import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { AWAY, problem, service, session } from '../test/service'

beforeEach(() => {
  end()
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items: [], nextCursor: null })))
})

const password = () => screen.getByLabelText('Password', { selector: 'input' })

it('does not send an empty sign-in, and says what is missing', async () => {
  visit('/sign-in')
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('Your e-mail is missing')
  expect(password()).toHaveAccessibleDescription('Your password is missing')
  expect(screen.getByLabelText('E-mail')).toHaveFocus()
})

it('leads to the field that was refused', async () => {
  service.use(
    http.post('*/api/auth/sign-up', () =>
      HttpResponse.json(
        { status: 422, detail: 'No.', errors: [{ field: 'password', message: 'has to be longer' }] },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  )
  visit('/sign-up')
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ann@example.com')
  await userEvent.type(password(), 'short')
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
  await waitFor(() => expect(password()).toHaveFocus())
  expect(password()).toHaveAccessibleDescription(/has to be longer/)
})

it('keeps the focus on a button that is at work, and does not press it again', async () => {
  let tries = 0
  service.use(
    http.post('*/api/auth/sign-in', () => {
      tries++
      return new Promise<Response>(() => {})
    }),
  )
  visit('/sign-in')
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ann@example.com')
  await userEvent.type(password(), 'words of hers')
  const button = screen.getByRole('button', { name: 'Sign in' })
  await userEvent.click(button)
  await userEvent.click(button)
  expect(button).toHaveFocus()
  expect(button).toBeEnabled()
  await waitFor(() => expect(tries).toBe(1))
})

it('leads to the page that one has signed in for', async () => {
  service.use(http.post('*/api/auth/sign-in', () => HttpResponse.json(session('one'))))
  visit('/settings')
  await userEvent.type(await screen.findByLabelText('E-mail'), 'ann@example.com')
  await userEvent.type(password(), 'words of hers{Enter}')
  await screen.findByRole('heading', { name: 'Settings' })
  await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
})

it.each([
  [401, 'Wrong password.', true],
  [503, AWAY, false],
])('says of a deletion that was answered with %s whose fault it is', async (status, words, isPasswords) => {
  service.use(http.post('*/api/me/deletion', () => problem(status, 'about:blank', words)))
  start(session('one'))
  visit('/settings')
  await userEvent.click(await screen.findByRole('button', { name: 'Delete my account…' }))
  await userEvent.type(screen.getByLabelText('Your password', { selector: 'input' }), 'words')
  await userEvent.click(screen.getByRole('button', { name: 'Delete everything' }))
  expect(await screen.findByText(words)).toBeInTheDocument()
  const field = screen.getByLabelText('Your password', { selector: 'input' })
  expect(field.getAttribute('aria-invalid') === 'true').toBe(isPasswords)
  expect(screen.getByText(words).classList.contains('fault')).toBe(!isPasswords)
})
