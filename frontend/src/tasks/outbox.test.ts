import { describe, expect, it } from 'vitest'
import { task } from '../test/service'
import {
  begin,
  type Change,
  confirm,
  due,
  forget,
  keepMine,
  meet,
  nextOf,
  type Outbox,
  overlay,
  refuse,
  remove,
  restore,
  retry,
  save,
  type Write,
} from './outbox'
import { contentOf } from './task'

const ALL = { q: '', show: 'all', sort: 'created' } as const
const milk = task('1', 'Milk')
const bread = task('2', 'Bread')
const titles = (rows: ReturnType<typeof overlay>) => rows.map((row) => row.task.title)

describe('save', () => {
  it('keeps what the service had when the first of several changes began', () => {
    const first = save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1)
    const second = save(
      first,
      '1',
      { ...milk, title: 'Oat milk' },
      { ...contentOf(milk), title: 'Soy milk' },
      2,
    )
    expect(second['1']).toMatchObject({ base: milk, content: { title: 'Soy milk' } })
    expect(second['1']?.key).not.toBe(first['1']?.key)
  })

  it('takes a removal back', () => {
    const removed = remove({}, milk, 1, 6000)
    const restored = restore(removed, milk, 2)
    expect(titles(overlay([milk], restored, ALL))).toEqual(['Milk'])
    expect(due(restored, 2)).toHaveLength(1)
  })
})

describe('due', () => {
  it('leaves a removal alone for as long as it can be undone', () => {
    const outbox = remove({}, milk, 1000, 6000)
    expect(due(outbox, 6999)).toEqual([])
    expect(due(outbox, 7000)).toHaveLength(1)
  })

  it('does not wait for a moment that was far off when the clock was set back', () => {
    const tomorrow = 86_400_000
    const outbox = save(remove({}, milk, tomorrow, 6000), '2', null, contentOf(bread), tomorrow)
    expect(due(outbox, 1000).map((change) => change.id)).toEqual(['1', '2'])
  })

  it('leaves to the person what only the person can decide', () => {
    const outbox = save({}, '1', milk, contentOf(bread), 1)
    const [change] = due(outbox, 1)
    expect(due(meet(outbox, '1', { ...milk, title: 'Soy milk' }), 1)).toEqual([])
    expect(due(refuse(outbox, change as never, 'no'), 1)).toEqual([])
  })

  it('sends what was made while an earlier one was refused', () => {
    const first = save({}, '1', milk, contentOf(bread), 1)
    const [sent] = due(first, 1)
    const second = save(first, '1', milk, { ...contentOf(bread), title: 'Rye' }, 2)
    expect(due(refuse(second, sent as never, 'no'), 2).map((change) => change.content?.title)).toEqual([
      'Rye',
    ])
  })

  it('sends a refused removal again as what it was', () => {
    const outbox = remove({}, milk, 1, 0)
    const refused = refuse(outbox, due(outbox, 1)[0] as never, 'no')
    expect(due(retry(refused, milk.id), 1).map((change) => change.content)).toEqual([null])
  })

  it('is oldest first', () => {
    const outbox = save(save({}, '2', null, contentOf(bread), 2000), '1', null, contentOf(milk), 1000)
    expect(due(outbox, 3000).map((change) => change.id)).toEqual(['1', '2'])
  })
})

describe('confirm', () => {
  const tagOf = () => '"1"'
  /** What goes out first of a change, and the outbox from then on. */
  function sending(outbox: Outbox): [Outbox, Write] {
    const write = nextOf(outbox['1'] as Change, tagOf) as Write
    return [begin(outbox, '1', write), write]
  }

  it('ends the change', () => {
    const [outbox, write] = sending(save({}, '1', null, contentOf(milk), 1))
    expect(confirm(outbox, '1', write, milk)).toEqual({})
  })

  it('makes what came meanwhile a change of what was confirmed', () => {
    const [first, write] = sending(save({}, '1', null, contentOf(milk), 1))
    const second = save(first, '1', null, { ...contentOf(milk), completed: true }, 2)
    const change = confirm(second, '1', write, milk)['1'] as Change
    expect(change).toMatchObject({ base: milk, content: { completed: true } })
    expect(nextOf(change, tagOf)).toEqual({
      method: 'PATCH',
      key: change.key,
      tag: '"1"',
      body: { completed: true },
    })
    expect(change.key).not.toBe(write.key)
  })

  it('has what is on its way repeated as it was, whatever the person wants by now', () => {
    const [first, write] = sending(save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1))
    const second = save(first, '1', milk, { ...contentOf(milk), title: 'Soy milk' }, 2)
    expect(nextOf(second['1'] as Change, tagOf)).toBe(write)
    const removed = remove(second, milk, 3, 0)
    expect(nextOf(removed['1'] as Change, tagOf)).toBe(write)
    const kept = JSON.parse(JSON.stringify(removed)) as Outbox
    expect(nextOf(kept['1'] as Change, () => undefined)).toEqual(write)
  })

  it('takes nothing for mine that came with the confirmed task', () => {
    const [first, write] = sending(save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1))
    const second = save(first, '1', milk, { ...contentOf(milk), title: 'Soy milk' }, 2)
    const answer = { ...milk, title: 'Oat milk', description: 'Two' }
    const change = confirm(second, '1', write, answer)['1'] as Change
    expect(nextOf(change, tagOf)).toMatchObject({ body: { title: 'Soy milk' } })
    expect(change.content).toMatchObject({ description: 'Two' })
  })

  it('makes a removal undone too late a new task', () => {
    const [removed, write] = sending(remove({}, milk, 1, 0))
    const restored = restore(removed, milk, 2)
    expect(confirm(restored, '1', write, null)['1']).toMatchObject({
      base: null,
      content: contentOf(milk),
    })
  })

  it('forgets a removal undone in time', () => {
    const restored = restore(remove({}, milk, 1, 6000), milk, 2)
    expect(nextOf(restored['1'] as Change, tagOf)).toBeNull()
  })

  it('asks nothing about a new task that was removed before it was sent', () => {
    const removed = remove(save({}, '1', null, contentOf(milk), 1), milk, 2, 0)
    expect(nextOf(removed['1'] as Change, tagOf)).toBeNull()
  })
})

describe('overlay', () => {
  it('shows a new task first, a changed one changed, a removed one not', () => {
    let outbox = save({}, '3', null, contentOf(task('3', 'Salt')), 1)
    outbox = save(outbox, '2', bread, { ...contentOf(bread), title: 'Rye bread' }, 2)
    outbox = remove(outbox, milk, 3, 6000)
    expect(titles(overlay([milk, bread], outbox, ALL))).toEqual(['Salt', 'Rye bread'])
  })

  it('shows a new task once, confirmed or not', () => {
    const outbox = save({}, '1', null, contentOf(milk), 1)
    expect(titles(overlay([milk], outbox, ALL))).toEqual(['Milk'])
  })

  it('follows the filter', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), completed: true }, 1)
    expect(titles(overlay([milk, bread], outbox, { ...ALL, show: 'today' }))).toEqual(['Bread'])
    const added = save({}, '3', null, contentOf(task('3', 'Salt')), 1)
    expect(titles(overlay([], added, { ...ALL, q: 'pepper' }))).toEqual([])
    expect(titles(overlay([], added, { ...ALL, q: 'SAL' }))).toEqual(['Salt'])
  })

  it('follows the order', () => {
    const early = { ...milk, dueOn: '2026-12-24' }
    const late = { ...bread, dueOn: '2026-12-26' }
    const salt = { ...contentOf(task('3', 'Salt')), dueOn: '2026-12-25' }
    let outbox = save({}, '3', null, salt, 1)
    const byDay = { ...ALL, sort: 'due' } as const
    expect(titles(overlay([early, late], outbox, byDay))).toEqual(['Milk', 'Salt', 'Bread'])
    outbox = save(outbox, '1', early, { ...contentOf(early), dueOn: null }, 2)
    expect(titles(overlay([early, late], outbox, byDay))).toEqual(['Salt', 'Bread', 'Milk'])
  })

  it('shows what somebody else changed besides', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), completed: true }, 1)
    const [row] = overlay([{ ...milk, title: 'Soy milk' }], outbox, ALL)
    expect(row?.task).toMatchObject({ title: 'Soy milk', completed: true })
  })

  it('goes back to the service’s version when the change is forgotten', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1)
    expect(titles(overlay([milk], forget(outbox, '1'), ALL))).toEqual(['Milk'])
  })

  it('shows a task that was removed elsewhere while it waits for the person', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1)
    const held = meet(outbox, '1', null)
    expect(titles(overlay([], held, ALL))).toEqual(['Oat milk'])
  })
})

describe('keepMine', () => {
  it('is a change of their version', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1)
    const theirs = { ...milk, title: 'Whole milk' }
    const held = meet(outbox, '1', theirs)
    const [change] = due(keepMine(held, '1'), 1)
    expect(change).toMatchObject({ base: theirs, content: { title: 'Oat milk' } })
  })

  it('is a new task where theirs is gone', () => {
    const outbox = save({}, '1', milk, { ...contentOf(milk), title: 'Oat milk' }, 1)
    const held = meet(outbox, '1', null)
    expect(due(keepMine(held, '1'), 1)[0]?.base).toBeNull()
  })
})
