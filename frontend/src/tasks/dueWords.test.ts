import { expect, it } from 'vitest'
import { dueWords } from './dueWords'

it.each([
  ['2026-11-23', 'Yesterday', 'Gestern'],
  ['2026-11-24', 'Today', 'Heute'],
  ['2026-11-25', 'Tomorrow', 'Morgen'],
  ['2026-11-27', 'Friday', 'Freitag'],
  ['2026-12-24', 'Dec 24', '24. Dez.'],
  ['2026-11-01', 'Nov 1', '1. Nov.'],
  ['2027-01-05', 'Jan 5, 2027', '5. Jan. 2027'],
])('%s is %s, or %s', (day, english, german) => {
  expect(dueWords(day, '2026-11-24', 'en')).toBe(english)
  expect(dueWords(day, '2026-11-24', 'de')).toBe(german)
})
