import { expect, it } from 'vitest'
import { ago } from './time'

const NOW = Date.parse('2026-11-24T12:00:00Z')

it.each([
  ['2026-11-24T11:59:57Z', 'just now', 'jetzt'],
  ['2026-11-24T12:00:30Z', 'just now', 'jetzt'],
  ['2026-11-24T11:59:20Z', '40 seconds ago', 'vor 40 Sekunden'],
  ['2026-11-24T11:58:01Z', '1 minute ago', 'vor 1 Minute'],
  ['2026-11-24T09:00:00Z', '3 hours ago', 'vor 3 Stunden'],
  ['2026-11-23T09:00:00Z', 'yesterday', 'gestern'],
  ['2026-11-20T12:00:00Z', '4 days ago', 'vor 4 Tagen'],
])('%s was %s, or %s', (instant, english, german) => {
  expect(ago(instant, NOW, 'en-GB')).toBe(english)
  expect(ago(instant, NOW, 'de-AT')).toBe(german)
})
