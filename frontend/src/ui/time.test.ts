import { expect, it } from 'vitest'
import { ago } from './time'

const NOW = Date.parse('2026-11-24T12:00:00Z')

it.each([
  ['2026-11-24T11:59:57Z', 'just now'],
  ['2026-11-24T12:00:30Z', 'just now'],
  ['2026-11-24T11:59:20Z', '40 seconds ago'],
  ['2026-11-24T11:58:01Z', '1 minute ago'],
  ['2026-11-24T09:00:00Z', '3 hours ago'],
  ['2026-11-23T09:00:00Z', 'yesterday'],
  ['2026-11-20T12:00:00Z', '4 days ago'],
])('%s was %s', (instant, words) => {
  expect(ago(instant, NOW)).toBe(words)
})
