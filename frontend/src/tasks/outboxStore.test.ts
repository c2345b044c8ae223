import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { end, start } from '../api/session'
import { ANN, AWAY, FULL, problem, service, session, task } from '../test/service'
import { OutboxStore } from './outboxStore'
import { contentOf, type Task } from './task'

const MILK = task('1', 'Milk')
const OAT_MILK = { ...contentOf(MILK), title: 'Oat milk' }

let confirmed: [string, Task | null][]
const open = (onSentElsewhere = () => {}) =>
  new OutboxStore(ANN.id, (id, task) => confirmed.push([id, task]), onSentElsewhere)

beforeEach(() => {
  end()
  start(session('one'))
  confirmed = []
})

type Body = ReturnType<typeof contentOf>

/** Has one task, and says so with an entity tag. */
function having(initial: Task | null) {
  const state = { task: initial, writes: [] as string[] }
  const tag = () => `"${state.task?.updatedAt}"`
  const written = (body: Partial<Body>, method: string) => {
    state.task = { ...(state.task ?? task('1', '')), ...body, updatedAt: `${state.writes.length}` }
    state.writes.push(method)
    return HttpResponse.json(state.task, { headers: { ETag: tag() } })
  }
  service.use(
    http.get('*/api/tasks/1', () =>
      state.task === null
        ? problem(404, 'about:blank', 'No.')
        : HttpResponse.json(state.task, { headers: { ETag: tag() } }),
    ),
    http.put('*/api/tasks/1', async ({ request }) => {
      const condition = request.headers.get('If-Match')
      return condition !== null && (state.task === null || condition !== tag())
        ? problem(412, 'precondition-failed', 'No.')
        : written((await request.json()) as Body, `PUT ${condition === null ? '' : 'If-Match'}`.trim())
    }),
    http.patch('*/api/tasks/1', async ({ request }) =>
      state.task === null
        ? problem(404, 'about:blank', 'No.')
        : written((await request.json()) as Partial<Body>, 'PATCH'),
    ),
    http.delete('*/api/tasks/1', () => {
      state.writes.push('DELETE')
      state.task = null
      return new HttpResponse(null, { status: 204 })
    }),
  )
  return state
}

it('sends nothing in the name of somebody else', async () => {
  const there = having(null)
  start({ ...session('two'), user: { ...ANN, id: 'bob' } })
  const anns = open()
  anns.save('1', null, contentOf(MILK))
  window.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(anns.current().isSending).toBe(false))
  expect(there.writes).toEqual([])
  start(session('three'))
  anns.flush()
  await vi.waitFor(() => expect(there.writes).toEqual(['PUT']))
})

it('sends a new task under the id it was given here', async () => {
  const there = having(null)
  open().save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual(['PUT'])
  expect(localStorage.getItem('neon-tasks.outbox.a1')).toBeNull()
})

it('changes only what is as the person saw it', async () => {
  const there = having(MILK)
  open().save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there).toMatchObject({ writes: ['PUT If-Match'], task: { title: 'Oat milk' } })
})

it('completes whatever was changed meanwhile', async () => {
  const there = having({ ...MILK, title: 'Soy milk', updatedAt: 'later' })
  open().save('1', MILK, { ...contentOf(MILK), completed: true })
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there).toMatchObject({ writes: ['PATCH'], task: { title: 'Soy milk', completed: true } })
})

it('leaves a conflict to the person, and does what they choose', async () => {
  const theirs = { ...MILK, title: 'Soy milk', updatedAt: 'later' }
  const there = having(theirs)
  const store = open()
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toEqual({ theirs }))
  expect(there.writes).toEqual([])
  store.keepMine('1')
  await vi.waitFor(() => expect(there.task?.title).toBe('Oat milk'))
  expect(store.current().outbox).toEqual({})
})

it('takes a change that was made, and whose answer was lost, for made', async () => {
  const there = having({ ...MILK, ...OAT_MILK, updatedAt: 'later' })
  open().save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual([])
})

it('keeps a change while the database naps, over a reload, and sends it when it was asked to come back', async () => {
  service.use(
    http.put('*/api/tasks/1', () => problem(503, 'database-unavailable', AWAY, { 'Retry-After': '1' }), {
      once: true,
    }),
  )
  const store = open()
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  expect(store.current().waiting).toMatchObject({ message: AWAY })
  expect(open().current().outbox['1']?.content?.title).toBe('Milk')
  const there = having(null)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1), 5000)
  expect(there.writes).toEqual(['PUT'])
})

it.each([
  [422, 'validation', 'The title is too long.'],
  [409, 'quota-exceeded', FULL],
])('keeps what the service refuses with %d, and why', async (status, type, why) => {
  service.use(http.put('*/api/tasks/1', () => problem(status, type, why)))
  const store = open()
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().outbox['1']?.refused).toBe(why))
  store.forget('1')
  expect(store.current().outbox).toEqual({})
})

it('adds a task after all when one was deleted to make room', async () => {
  service.use(http.put('*/api/tasks/1', () => problem(409, 'quota-exceeded', FULL)))
  const store = open()
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().outbox['1']?.refused).toBe(FULL))
  const there = having(null)
  store.retry('1')
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual(['PUT'])
})

it('keeps changes when the session has ended', async () => {
  service.use(
    http.put('*/api/tasks/1', () => problem(401, 'unauthenticated', 'No.')),
    http.post('*/api/auth/refresh', () => problem(401, 'unauthenticated', 'No.')),
  )
  const store = open()
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().isSending).toBe(false))
  expect(store.current()).toMatchObject({ waiting: null, outbox: { '1': { content: { title: 'Milk' } } } })
})

it('sends a removal when it can no longer be undone', async () => {
  const there = having(MILK)
  const store = open()
  store.remove(MILK)
  expect(there.writes).toEqual([])
  const anotherTab = open()
  anotherTab.hurry()
  await vi.waitFor(() => expect(anotherTab.current().isSending).toBe(false))
  expect(there.writes).toEqual([])
  store.hurry()
  await vi.waitFor(() => expect(there.writes).toEqual(['DELETE']))
  expect(confirmed).toEqual([['1', null]])
})

it('tells when another tab has sent what this one shows', () => {
  const key = `neon-tasks.outbox.${ANN.id}`
  const there = () => window.dispatchEvent(new StorageEvent('storage', { key }))
  end()
  let sentElsewhere = 0
  const here = open(() => sentElsewhere++)
  open().save('1', null, contentOf(MILK))
  there()
  expect(Object.keys(here.current().outbox)).toEqual(['1'])
  expect(sentElsewhere).toBe(0)
  const [change] = Object.values(here.current().outbox)
  localStorage.setItem(key, JSON.stringify({ '1': { ...change, base: MILK } }))
  there()
  expect(sentElsewhere).toBe(1)
  localStorage.removeItem(key)
  there()
  expect(here.current().outbox).toEqual({})
  expect(sentElsewhere).toBe(2)
})
