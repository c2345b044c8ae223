import { expect, it } from 'vitest'
import { newId } from './newId'

it('is a UUID of version 7', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('begins with the time in milliseconds', () => {
  const now = Date.UTC(2026, 10, 24, 12, 34, 56, 789)
  expect(Number.parseInt(newId(now).replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

it('is another one each time', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newId(1)))).toHaveProperty('size', 1000)
})
