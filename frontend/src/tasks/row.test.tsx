import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'
import type { Task } from './task'

beforeEach(() => {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
})

function listing(...items: Task[]) {
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items, nextCursor: null })))
}

it('makes the addresses in notes links, and nothing else', async () => {
  const description =
    'See https://example.com/a?b=(c). javascript:alert(1) or http://x.example, then <b>call</b>'
  listing(task('1', 'Milk', { description }))
  visit('/')
  const links = await waitFor(() => {
    const found = screen.getAllByRole('link', { name: /^http/ })
    expect(found).toHaveLength(2)
    return found
  })
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    'https://example.com/a?b=(c',
    'http://x.example',
  ])
  expect(links[0]).toHaveAttribute('rel', 'noopener noreferrer')
  expect(links[0]?.closest('p')).toHaveTextContent(description)
})

it('lets the text say in which direction it is read', async () => {
  listing(task('1', 'לקנות חלב', { description: 'שני ליטר' }))
  visit('/')
  expect(await screen.findByText('לקנות חלב')).toHaveAttribute('dir', 'auto')
  expect(screen.getByText('שני ליטר').closest('p')).toHaveAttribute('dir', 'auto')
})

it('does not take a year of more than four digits', async () => {
  listing()
  visit('/')
  const due = await screen.findByLabelText('Due')
  await userEvent.type(screen.getByLabelText('What needs doing?'), 'Milk')
  await userEvent.type(due, '99999-12-31')
  await userEvent.click(screen.getByRole('button', { name: 'Add' }))
  expect(due).toHaveAccessibleDescription(/^No date/)
  expect(screen.queryByRole('listitem')).not.toBeInTheDocument()
})

it('shows what is known of an answer while it comes', async () => {
  listing(task('1', 'Milk'), task('2', 'Bread'))
  visit('/')
  await screen.findByText('Bread')
  service.use(http.get('*/api/tasks', () => new Promise<Response>(() => {})))
  await userEvent.type(screen.getByLabelText('Search tasks'), 'mil')
  await waitFor(() => expect(screen.queryByText('Bread')).not.toBeInTheDocument())
  expect(screen.getByText('Milk')).toBeInTheDocument()
  expect(screen.getByRole('list', { name: 'Tasks' })).toHaveAttribute('aria-busy', 'true')
})
