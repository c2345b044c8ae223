import { act, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Due } from './Due'

afterEach(() => vi.useRealTimers())

it('is no longer of today after midnight', () => {
  vi.useFakeTimers({ now: new Date(2026, 11, 24, 23, 59, 30) })
  render(<Due on="2026-12-24" isDone={false} />)
  expect(screen.getByRole('time')).toHaveTextContent(/^Today$/)
  act(() => {
    vi.advanceTimersByTime(31_000)
  })
  expect(screen.getByRole('time')).toHaveTextContent(/^Overdue: Yesterday$/)
  act(() => {
    vi.advanceTimersByTime(24 * 3600 * 1000)
  })
  expect(screen.getByRole('time')).toHaveTextContent(/^Overdue: Dec 24$/)
})

it('sees at the next look that a machine has slept over midnight', () => {
  vi.useFakeTimers({ now: new Date(2026, 11, 24, 12), toFake: ['Date'] })
  render(<Due on="2026-12-24" isDone={false} />)
  vi.setSystemTime(new Date(2026, 11, 25, 9))
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(screen.getByRole('time')).toHaveTextContent(/Yesterday/)
})
