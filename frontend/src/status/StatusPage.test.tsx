import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { end, start } from '../api/session'
import { visit } from '../test/render'
import { service, serviceStatus, session } from '../test/service'
import type { Status } from './queries'

const STATUS = serviceStatus()

beforeEach(() => {
  end()
  service.use(
    http.get('*/health/ready', () =>
      HttpResponse.json({ status: 'DOWN', checks: [{ name: 'database', status: 'DOWN' }] }, { status: 503 }),
    ),
    http.get('*/health/live', () => HttpResponse.json({ status: 'UP', checks: [] })),
    http.get('*/health/started', () => HttpResponse.error()),
  )
})

function being(database: Partial<Status['database']>) {
  service.use(
    http.get('*/api/status', () =>
      HttpResponse.json({ ...STATUS, database: { ...STATUS.database, ...database } }),
    ),
  )
}

it.each([
  ['UP', 'Awake'],
  ['ASLEEP', 'Asleep'],
  ['DOWN', 'Not answering'],
  ['UNKNOWN', 'Not asked yet'],
] as const)('says that a database that is %s is: %s', async (state, words) => {
  being({ state })
  visit('/status')
  expect(within(await screen.findByRole('region', { name: 'Database' })).getByText(words)).toBeInTheDocument()
})

it('draws the pool', async () => {
  being({})
  visit('/status')
  expect(
    await screen.findByRole('img', { name: '3 active and 2 idle of at most 20, 4 waiting' }),
  ).toBeInTheDocument()
})

it('makes do with what is not known yet', async () => {
  being({})
  visit('/status')
  expect(await screen.findByText('never')).toBeInTheDocument()
  expect(screen.getByText('not measured')).toBeInTheDocument()
})

it('says how far the schema is', async () => {
  being({ migration: { running: '004-search-of-one-owner', done: 0, of: 2, percent: 43 } })
  visit('/status')
  expect(await screen.findByText('0 of 2 done, the next at 43 %')).toBeInTheDocument()
  expect(screen.getByText('004-search-of-one-owner')).toBeInTheDocument()
})

it('says what each probe says, and that one says nothing', async () => {
  being({})
  visit('/status')
  expect(await screen.findByText(/Not for: database\./)).toBeInTheDocument()
  expect(await screen.findByText('NO ANSWER')).toBeInTheDocument()
})

it('says when the service does not answer', async () => {
  service.use(http.get('*/api/status', () => HttpResponse.error()))
  visit('/status')
  expect(await screen.findByRole('alert')).toHaveTextContent('The service cannot be reached.')
})

afterEach(() => vi.restoreAllMocks())

const summary = async () => within(await screen.findByRole('region', { name: 'Database' }))

it('claims nothing while the browser is offline', async () => {
  being({})
  visit('/status')
  expect((await summary()).getByRole('status')).toHaveTextContent('Awake')
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  act(() => {
    window.dispatchEvent(new Event('offline'))
  })
  service.use(http.get('*/api/status', () => HttpResponse.error()))
  expect(await screen.findByRole('alert')).toHaveTextContent('You are offline.')
  expect((await summary()).getByRole('status')).toHaveTextContent('Not known')
  expect((await summary()).getByText(/^At .* the service said: Awake\.$/)).toBeInTheDocument()
  expect((await summary()).queryByText(/Since/)).not.toBeInTheDocument()
  vi.restoreAllMocks()
  act(() => {
    window.dispatchEvent(new Event('online'))
  })
})

it('says why the database is down', async () => {
  being({ state: 'DOWN', reason: 'It refuses connections.' })
  visit('/status')
  expect((await summary()).getByText(/^It refuses connections\. /)).toBeInTheDocument()
})

it('does not call it awake while it is asked and has not answered', async () => {
  being({})
  start(session('one'))
  let answer = () => {}
  service.use(
    http.post('*/api/status/verify', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return HttpResponse.json(STATUS)
    }),
  )
  visit('/status')
  const region = await screen.findByRole('region', { name: 'Database' })
  await userEvent.click(within(region).getByRole('button', { name: 'Check now' }))
  expect(await within(region).findByText('Asking it')).toBeInTheDocument()
  expect(region).not.toHaveAttribute('data-state')
  answer()
  expect(await within(region).findByText('Awake')).toBeInTheDocument()
})
