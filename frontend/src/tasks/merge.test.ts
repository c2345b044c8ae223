import { describe, expect, it } from 'vitest'
import { task } from '../test/service'
import { conflictsOf, merge } from './merge'
import { type Content, contentOf } from './task'

const base = task('1', 'Milk', { description: 'One', dueOn: '2030-01-01' })
const wish = (changes: Partial<Content>) => ({ base, content: { ...contentOf(base), ...changes } })
const theirs = (changes: Partial<Content>) => ({ ...base, ...changes, updatedAt: 'later' })

describe('merge', () => {
  it.each<[keyof Content, Partial<Content>, Partial<Content>, Partial<Content>]>([
    ['title', { title: 'A' }, { title: 'B' }, { title: 'A' }],
    ['description', { description: null }, { description: 'Two' }, { description: null }],
    ['completed', { completed: true }, {}, { completed: true }],
    ['dueOn', { dueOn: null }, { dueOn: '2031-01-01' }, { dueOn: null }],
  ])('takes %s from who changed it', (field, mine, other, both) => {
    const onlyMine = merge(wish(mine), theirs({}))
    expect(onlyMine).toEqual({ base: theirs({}), content: { ...contentOf(base), ...mine } })
    expect(merge(wish({}), theirs(other))).toBe('done')
    expect(merge(wish(mine), theirs(both))).toBe('done')
    if (field !== 'completed') {
      expect(merge(wish(mine), theirs(other))).toBe('conflict')
      expect(conflictsOf(wish(mine), theirs(other))).toEqual([field])
    }
  })

  it('lets a field in conflict stop the others, and names it alone', () => {
    const mine = wish({ title: 'A', description: 'Mine', completed: true })
    const other = theirs({ title: 'B', dueOn: null, completed: true })
    expect(merge(mine, other)).toBe('conflict')
    expect(conflictsOf(mine, other)).toEqual(['title'])
  })

  it('leaves it to the person when words are lost with a task that is gone', () => {
    expect(merge(wish({ title: 'A' }), null)).toBe('conflict')
    expect(merge(wish({ dueOn: null, completed: true }), null)).toBe('conflict')
    expect(merge(wish({ completed: true }), null)).toBe('done')
    expect(merge({ base, content: null }, null)).toBe('done')
  })

  it('removes what is as the person saw it', () => {
    expect(merge({ base, content: null }, theirs({}))).toEqual({ base: theirs({}), content: null })
    expect(merge({ base, content: null }, theirs({ completed: true }))).toBe('conflict')
  })

  it('takes a new task that is there already for made, unless it is another', () => {
    const made = { base: null, content: contentOf(base) }
    expect(merge(made, theirs({}))).toBe('done')
    expect(merge(made, theirs({ title: 'B' }))).toBe('conflict')
    expect(merge(made, null)).toEqual(made)
  })
})
