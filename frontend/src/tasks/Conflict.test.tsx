import { MantineProvider } from '@mantine/core'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { task } from '../test/service'
import { Conflict } from './Conflict'
import { type Content, contentOf, type Task } from './task'

const base = task('1', 'Milk', { description: 'One', dueOn: '2030-01-01' })

/** The words of the box, label by label, and what is chosen in it. */
function showing(content: Content | null, theirs: Task | null) {
  const chosen: string[] = []
  render(
    <MantineProvider env="test">
      <Conflict
        mine={{ base, content }}
        theirs={theirs}
        onKeepMine={() => chosen.push('mine')}
        onKeepTheirs={() => chosen.push('theirs')}
      />
    </MantineProvider>,
  )
  const box = within(screen.getByRole('alert', { name: 'Two versions of this task' }))
  const labels = box.queryAllByRole('term').map((term) => term.textContent)
  const values = box.queryAllByRole('definition').map((definition) => definition.textContent)
  return { box, labels, values, chosen }
}

it('shows only what both changed', async () => {
  const mine = { ...contentOf(base), title: 'Oat milk', description: 'Mine', completed: true }
  const { box, labels, values, chosen } = showing(mine, { ...base, title: 'Soy milk', dueOn: null })
  expect(labels).toEqual(['Title', 'Title'])
  expect(values).toEqual(['Oat milk', 'Soy milk'])
  await userEvent.click(box.getByRole('button', { name: 'Keep mine' }))
  await userEvent.click(box.getByRole('button', { name: 'Keep theirs' }))
  expect(chosen).toEqual(['mine', 'theirs'])
})

it('shows all that would be lost with a task that is gone', () => {
  const { box, values } = showing({ ...contentOf(base), title: 'Oat milk' }, null)
  expect(box.getByText('This task was deleted elsewhere')).toBeInTheDocument()
  expect(values).toEqual(['Oat milk', 'One', 'Jan 1, 2030', 'no'])
})

it('shows what somebody changed of a task that was to be deleted', async () => {
  const { box, labels, values, chosen } = showing(null, { ...base, description: 'Two', completed: true })
  expect(labels).toEqual(['Description', 'Done'])
  expect(values).toEqual(['Two', 'yes'])
  await userEvent.click(box.getByRole('button', { name: 'Delete it' }))
  await userEvent.click(box.getByRole('button', { name: 'Keep it' }))
  expect(chosen).toEqual(['mine', 'theirs'])
})
