import { expect, it } from 'vitest'
import { dueWords } from './dueWords'

const NOON = new Date(2026, 10, 24, 12)

it.each([
  ['2026-11-23', 'Yesterday'],
  ['2026-11-24', 'Today'],
  ['2026-11-25', 'Tomorrow'],
  ['2026-11-27', 'Friday'],
  ['2026-12-24', 'Dec 24'],
  ['2026-11-01', 'Nov 1'],
  ['2027-01-05', 'Jan 5, 2027'],
])('%s is %s', (day, words) => {
  expect(dueWords(day, NOON)).toBe(words)
})
