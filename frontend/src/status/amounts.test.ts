import { expect, it } from 'vitest'
import { amount, lengthOf, median, quickness } from './amounts'

it.each([
  [0, '0 s'],
  [0.5, '30 s'],
  [1, '1 min'],
  [59.4, '59 min'],
  [59.6, '1 h'],
  [60, '1 h'],
  [1240.1, '20 h 40 min'],
])('%s minutes are %s', (minutes, words) => {
  expect(lengthOf(minutes)).toBe(words)
})

it.each([
  [1.8, '1.8 ms'],
  [999, '999 ms'],
  [1234, '1.2 s'],
])('%s milliseconds are %s', (millis, words) => {
  expect(quickness(millis)).toBe(words)
})

it.each([
  [[], 0],
  [[3], 3],
  [[10, 9], 9],
  [[10, 9, 100], 10],
])('in the middle of %s is %s', (values, middle) => {
  expect(median(values)).toBe(middle)
})

it.each([
  [0.1234, '0.1234'],
  [12.3456, '12.35'],
])('%s is %s', (value, words) => {
  expect(amount(value)).toBe(words)
})
