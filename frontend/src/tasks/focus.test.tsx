import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { current, end, start } from '../api/session'
import { having } from '../test/oneTask'
import { visit } from '../test/render'
import { service, session, task } from '../test/service'
import type { Task } from './task'

const MILK = task('1', 'Milk')
const BREAD = task('2', 'Bread')

beforeEach(() => {
  end()
  start({ ...session('one'), user: { ...session('one').user, id: crypto.randomUUID() } })
  service.use(http.all('*/api/tasks/:id', () => new Promise<Response>(() => {})))
})

function listing(...items: Task[]) {
  service.use(http.get('*/api/tasks', () => HttpResponse.json({ items, nextCursor: null })))
}

it('goes to the next task when one is completed that is no longer shown', async () => {
  listing({ ...MILK, dueOn: '9999-12-30' }, { ...BREAD, dueOn: '9999-12-31' })
  visit('/?show=upcoming')
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Done: Milk' }))
  expect(screen.getByRole('checkbox', { name: 'Done: Bread' })).toHaveFocus()
})

it('goes to the heading when the last one is deleted, and to the task when that is taken back', async () => {
  listing(MILK)
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Delete Milk' }))
  expect(screen.getByRole('heading', { name: 'Ann’s tasks' })).toHaveFocus()
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Edit Milk' })).toHaveFocus())
})

it('stays at the task whose version was chosen', async () => {
  listing(BREAD, MILK)
  const there = having({ ...MILK, title: 'Soy milk', updatedAt: 'later' })
  const draft = { title: 'Oat milk', description: '', dueOn: '', base: MILK }
  localStorage.setItem(`neon-tasks.drafts.${current().person?.id}`, JSON.stringify({ 1: draft }))
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Keep mine' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Edit Oat milk' })).toHaveFocus())
  await waitFor(() => expect(screen.queryByTitle('Not sent yet')).not.toBeInTheDocument())
  expect(there.task?.title).toBe('Oat milk')
})

it('draws again only the task that has changed', async () => {
  listing(
    ...Array.from({ length: 30 }, (_, index) => task(`${index}`, `Task ${index}`, { dueOn: '2030-01-01' })),
  )
  visit('/')
  const box = await screen.findByRole('checkbox', { name: 'Done: Task 7' })
  const field = screen.getByLabelText('What needs doing?')
  // Every due date reads it when it is drawn.
  const drawn = vi.spyOn(navigator, 'language', 'get')
  await userEvent.click(box)
  expect(box).toBeChecked()
  await userEvent.type(field, 'Milk')
  expect(drawn.mock.calls.length).toBeLessThan(10)
  vi.restoreAllMocks()
})

it('goes to the first task that has come when there are no more to show', async () => {
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const isFirst = new URL(request.url).searchParams.get('cursor') === null
      return HttpResponse.json(
        isFirst
          ? { items: [MILK], nextCursor: 'c' }
          : { items: [BREAD, task('3', 'Salt')], nextCursor: null },
      )
    }),
  )
  visit('/')
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  await screen.findByText('Salt')
  expect(screen.getByRole('button', { name: 'Edit Bread' })).toHaveFocus()
})

it('goes nowhere when the last ones come by themselves', async () => {
  let come: IntersectionObserverCallback = () => {}
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: IntersectionObserverCallback) {
        come = callback
      }
      observe() {}
      disconnect() {}
    },
  )
  service.use(
    http.get('*/api/tasks', ({ request }) => {
      const isFirst = new URL(request.url).searchParams.get('cursor') === null
      return HttpResponse.json({ items: [isFirst ? MILK : BREAD], nextCursor: isFirst ? 'c' : null })
    }),
  )
  visit('/')
  await screen.findByText('Milk')
  const button = screen.getByRole('button', { name: 'Show more' })
  button.focus()
  button.blur()
  come([{ isIntersecting: true } as IntersectionObserverEntry], {} as IntersectionObserver)
  await screen.findByText('Bread')
  expect(document.body).toHaveFocus()
  vi.unstubAllGlobals()
})
