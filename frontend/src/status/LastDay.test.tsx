import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { end } from '../api/session'
import { visit } from '../test/render'
import { service, serviceStatus } from '../test/service'
import type { History } from './queries'

const HOUR = 3_600_000

/** An instant some hours ago. */
function before(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString()
}

const DAY: History = {
  replica: '3f9a1c2e',
  since: before(4),
  states: [
    { state: 'UNKNOWN', from: before(4), to: before(3.9), reason: null },
    { state: 'UP', from: before(3.9), to: before(2), reason: null },
    { state: 'DOWN', from: before(2), to: before(1.5), reason: 'it refuses connections' },
    { state: 'ASLEEP', from: before(1.5), to: before(0.5), reason: null },
    { state: 'WAKING', from: before(0.5), to: before(0.499), reason: null },
    { state: 'UP', from: before(0.499), to: null, reason: null },
  ],
  wakes: [
    { at: before(3.9), cause: 'MIGRATION', tookMillis: 1500 },
    { at: before(2.5), cause: 'PERSON', tookMillis: 700 },
    { at: before(0.5), cause: 'PERSON', tookMillis: 400 },
  ],
  roundTrips: [{ at: before(3), millis: 1.8 }],
  awakeMinutes: 144,
  asleepMinutes: 60,
  cost: null,
}

beforeEach(() => {
  end()
  service.use(
    http.get('*/health/*', () => HttpResponse.json({ status: 'UP', checks: [] })),
    http.get('*/api/status', () => HttpResponse.json(serviceStatus())),
  )
})

function seen(history: Partial<History>) {
  service.use(http.get('*/api/status/history', () => HttpResponse.json({ ...DAY, ...history })))
  visit('/status')
}

const lastDay = async () => within(await screen.findByRole('region', { name: 'Last 24 hours' }))

it('says whose memory it is, and that it ends', async () => {
  seen({})
  const told = await (await lastDay()).findByText(/^What copy 3f9a1c2e of the service has seen since /)
  expect(told).toHaveTextContent('begins anew when that copy starts')
})

it('says how long the database was at what', async () => {
  seen({})
  const legend = await (await lastDay()).findByRole('list', { name: 'How long it was at what' })
  const items = within(legend).getAllByRole('listitem')
  expect(items.map((item) => item.textContent)).toEqual([
    'Not answering 30 min',
    'Waking 4 s',
    'Awake 2 h 24 min',
    'Asleep 1 h',
    'Not asked 6 min',
  ])
  expect((await lastDay()).getByText('Awake for 2 h 24 min, asleep for 1 h.')).toBeInTheDocument()
})

it('counts who woke it', async () => {
  seen({})
  const causes = await (await lastDay()).findByRole('list', { name: 'Woken by' })
  expect(
    within(causes)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(['A person 2', 'A start of the service 1'])
})

it('says how long a wake-up took, and an answer', async () => {
  seen({})
  const wakes = await (await lastDay()).findByRole('figure', { name: 'Wake-up times' })
  expect(wakes).toHaveTextContent('Half took 700 ms or less, the longest 1.5 s.')
  expect((await lastDay()).getByRole('figure', { name: 'Fastest answers' })).toHaveTextContent('1.8 ms')
})

it('has the same as tables, the newest first', async () => {
  seen({})
  await userEvent.click(await (await lastDay()).findByText('The same as tables'))
  const states = within((await lastDay()).getByRole('table', { name: 'What it was at' }))
  expect(states.getAllByRole('rowheader').map((head) => head.textContent)).toEqual([
    'Awake',
    'Waking',
    'Asleep',
    'Not answering',
    'Awake',
    'Not asked',
  ])
  expect(states.getByRole('row', { name: /^Not answering .* it refuses connections$/ })).toBeInTheDocument()
  expect(states.getByRole('row', { name: /^Awake .* now$/ })).toBeInTheDocument()
  const wakes = within((await lastDay()).getByRole('table', { name: 'Wake-ups' }))
  expect(wakes.getAllByRole('row')).toHaveLength(4)
  expect(wakes.getByRole('row', { name: /A start of the service 1\.5 s$/ })).toBeInTheDocument()
})

it('says what being awake costs, where the price is known', async () => {
  seen({ cost: { perHour: 0.106, today: 0.2544, month: 46.456 } })
  expect(
    await (await lastDay()).findByText(
      'Awake for 2 h 24 min, asleep for 1 h. At 0.106 an hour awake, that is 0.2544 since midnight UTC, and about 46.46 a month.',
    ),
  ).toBeInTheDocument()
})

it('foretells no month from a moment', async () => {
  seen({ cost: { perHour: 0.106, today: 0, month: null } })
  expect(await (await lastDay()).findByText(/that is 0 since midnight UTC\.$/)).toBeInTheDocument()
})

it('says so where nothing has happened yet', async () => {
  seen({
    states: [{ state: 'UNKNOWN', from: before(4), to: null, reason: null }],
    wakes: [],
    roundTrips: [],
  })
  expect(await (await lastDay()).findByText('It has not been woken.')).toBeInTheDocument()
  expect((await lastDay()).getByText('It has not answered.')).toBeInTheDocument()
  expect((await lastDay()).queryByRole('list', { name: 'Woken by' })).not.toBeInTheDocument()
})

it('draws what was short so that it is seen, and nothing beyond the edge', async () => {
  seen({})
  await (await lastDay()).findByRole('figure', { name: 'Wake-up times' })
  const bars = [...document.querySelectorAll('svg[viewBox="0 0 1000 100"] rect')]
  expect(bars).toHaveLength(DAY.states.length + DAY.wakes.length + DAY.roundTrips.length)
  for (const bar of bars) {
    const [x = -1, width = 0] = ['x', 'width'].map((name) => Number(bar.getAttribute(name)))
    expect(width).toBeGreaterThanOrEqual(3)
    expect(x).toBeGreaterThanOrEqual(-0.01)
    expect(x + width).toBeLessThanOrEqual(1000.5)
  }
})

it('lets the rest of the page be when there is none', async () => {
  service.use(http.get('*/api/status/history', () => HttpResponse.error()))
  visit('/status')
  expect(await (await lastDay()).findByText('The service cannot be reached.')).toBeInTheDocument()
  expect(screen.getByRole('region', { name: 'Connection pool' })).toBeInTheDocument()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})
