import { expect, it } from 'vitest'
import { AWAY } from '../test/service'
import { Problem, retryDelay } from './problem'

const of = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Problem.of(new Response(null, { status, headers }), body)

it('says what a problem document says', () => {
  const problem = of(422, {
    title: 'Validation',
    detail: 'The e-mail is no address.',
    errors: [{ field: 'email', message: 'must be an e-mail address' }],
  })
  expect(problem.message).toBe('The e-mail is no address.')
  expect(problem.of('email')).toBe('must be an e-mail address')
  expect(problem.of('name')).toBeUndefined()
  expect(problem.isTemporary).toBe(false)
})

it.each([null, undefined, '', 'Bad Gateway', 42])('makes do with %j for a body', (body) => {
  expect(of(502, body)).toMatchObject({ message: 'The service answered 502.', errors: [], isTemporary: true })
})

it('does not wait for what the caller has to change', () => {
  const problem = of(503, {
    detail: 'The search took too long. Try a shorter or a more specific one.',
    errors: [{ field: 'q', message: 'took too long to search for' }],
  })
  expect(problem.isTemporary).toBe(false)
  expect(problem.message).toBe('The search took too long. Try a shorter or a more specific one.')
  expect(of(503, { detail: AWAY }).isTemporary).toBe(true)
})

it('sends again what did not arrive in time', () => {
  expect(of(408, { detail: 'The body did not arrive in time.' }).isTemporary).toBe(true)
  expect(of(413, { detail: 'The body is larger than 64 KiB.' }).isTemporary).toBe(false)
})

it('waits as long as it is asked to', () => {
  expect(retryDelay(0, of(503, {}, { 'Retry-After': '7' }))).toBe(7000)
})

it('waits longer each time when it is not asked, half a minute at most', () => {
  expect([0, 1, 2, 10].map((failures) => retryDelay(failures, of(503, {})))).toEqual([
    1000, 2000, 4000, 30_000,
  ])
})
