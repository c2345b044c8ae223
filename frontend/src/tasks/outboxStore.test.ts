import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { end, start } from '../api/session'
import { having, sentAs } from '../test/oneTask'
import { ANN, AWAY, FULL, problem, service, session, task } from '../test/service'
import { newId } from './newId'
import { OutboxStore } from './outboxStore'
import { contentOf, type Task } from './task'

const OAT_MILK = contentOf(task('1', 'Oat milk'))

/** Of each test, so that what one leaves behind sends and knows nothing in the next. */
let ann: typeof ANN
let MILK: Task
let confirmed: [string, Task | null][]
const open = () => new OutboxStore(ann.id, (id, task) => confirmed.push([id, task]))

const signIn = (token: string) => start({ ...session(token), user: ann })

beforeEach(() => {
  end()
  const test = newId()
  ann = { ...ANN, id: test }
  MILK = task('1', 'Milk', { updatedAt: test })
  signIn('one')
  confirmed = []
})

it('sends nothing in the name of somebody else', async () => {
  const there = having(null)
  start({ ...session('two'), user: { ...ANN, id: 'bob' } })
  const anns = open()
  anns.save('1', null, contentOf(MILK))
  window.dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(anns.current().isSending).toBe(false))
  expect(there.writes).toEqual([])
  signIn('three')
  anns.flush()
  await vi.waitFor(() => expect(there.writes).toEqual(['PUT']))
})

/** As another tab does, and the cookie is theirs from then on. */
function bobSignsIn(): typeof ANN {
  const bob = { ...ANN, id: 'bob' }
  const key = 'neon-tasks.person'
  localStorage.setItem(key, JSON.stringify(bob))
  window.dispatchEvent(new StorageEvent('storage', { key }))
  return bob
}

it('sends nothing in the name of who signs in while it waits for a token', async () => {
  const there = having(null)
  start({ ...session('old'), expiresIn: 0, user: ann })
  service.use(
    http.post('*/api/auth/refresh', () => HttpResponse.json({ ...session('two'), user: bobSignsIn() })),
  )
  const anns = open()
  anns.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(anns.current().isSending).toBe(false))
  expect(there.sent).toEqual([])
  expect(anns.current().outbox['1']?.content?.title).toBe('Milk')
})

it('takes nobody’s else word for what has become of a task', async () => {
  having(null)
  service.use(
    http.patch('*/api/tasks/1', () => {
      bobSignsIn()
      return problem(412, 'precondition-failed', 'No.')
    }),
    http.post('*/api/auth/refresh', () =>
      HttpResponse.json({ ...session('two'), user: { ...ANN, id: 'bob' } }),
    ),
    http.get('*/api/tasks/1', () => HttpResponse.json(MILK, { headers: { ETag: '"1"' } }), { once: true }),
  )
  const anns = open()
  anns.save('1', MILK, { ...contentOf(MILK), completed: true })
  await vi.waitFor(() => expect(anns.current().isSending).toBe(false))
  expect(anns.current().outbox['1']?.content?.completed).toBe(true)
  expect(confirmed).toEqual([])
})

it('sends what there is when storage has no room to note that it is on its way', async () => {
  const there = having(null)
  const set = Storage.prototype.setItem
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
    if (value.includes('"sent"')) {
      throw new DOMException('Full.', 'QuotaExceededError')
    }
    set.call(this, key, value)
  })
  const store = open()
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual(['PUT'])
  expect(store.current().outbox).toEqual({})
  vi.restoreAllMocks()
})

it('sends a new task under the id it was given here', async () => {
  const there = having(null)
  open().save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual(['PUT'])
  expect(localStorage.getItem(`neon-tasks.outbox.${ann.id}`)).toBeNull()
})

it('changes no more than the person did, and only what is as they saw it', async () => {
  const there = having(MILK)
  open().save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.sent).toEqual([
    {
      method: 'PATCH',
      key: expect.any(String),
      condition: `"${MILK.updatedAt}"`,
      body: { title: 'Oat milk' },
    },
  ])
  expect(there.looks).toBe(1)
})

it('names each change, and repeats it under its name until it is answered', async () => {
  const there = having(MILK)
  const store = open()
  there.lost = 2
  store.save('1', MILK, { ...contentOf(MILK), completed: true })
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  store.flush()
  await vi.waitFor(() => expect(there.sent).toHaveLength(2))
  await vi.waitFor(() => expect(store.current().isSending).toBe(false))
  const afterReload = open()
  afterReload.flush()
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual(['PATCH'])
  expect(there.sent).toHaveLength(3)
  expect(there.sent[1]).toEqual(there.sent[0])
  expect(there.sent[2]).toEqual(there.sent[0])
  afterReload.save('1', there.task, { ...contentOf(MILK), completed: false })
  await vi.waitFor(() => expect(there.writes).toHaveLength(2))
  expect(there.sent[3]?.key).not.toBe(there.sent[0]?.key)
  expect(there.sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
})

it('repeats a write under its name when the access token was no longer taken', async () => {
  const there = having(MILK)
  service.use(
    http.patch(
      '*/api/tasks/1',
      async ({ request }) => {
        there.sent.push(await sentAs(request))
        return problem(401, 'unauthenticated', 'No.')
      },
      { once: true },
    ),
    http.post('*/api/auth/refresh', () => HttpResponse.json({ ...session('two'), user: ann })),
  )
  open().save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.sent).toHaveLength(2)
  expect(there.sent[0]?.key).not.toBeNull()
  expect(there.sent[1]).toEqual(there.sent[0])
})

it.each([
  ['completion', (store: OutboxStore) => store.save('1', MILK, { ...contentOf(MILK), completed: true })],
  ['edit', (store: OutboxStore) => store.save('1', MILK, OAT_MILK)],
])('does not undo by a repeated %s what somebody wrote after it, and shows that', async (_, make) => {
  const there = having(MILK)
  const store = open()
  there.lost = 1
  make(store)
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  there.change({ completed: false, title: 'Soy milk' })
  open().flush()
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.task).toMatchObject({ completed: false, title: 'Soy milk' })
  expect(confirmed).toEqual([['1', there.task]])
})

it.each([
  ['as it was made', {}, (store: OutboxStore) => expect(store.current().outbox).toEqual({})],
  [
    'as somebody changed it',
    { title: 'Soy milk' },
    (store: OutboxStore) => expect(store.current().outbox['1']?.conflict).toBeDefined(),
  ],
])('leaves a new task %s when its key is long forgotten', async (_, changes, expectAfter) => {
  const there = having(null)
  const store = open()
  there.lost = 1
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  there.forgetKeys()
  there.change(changes)
  const before = there.task
  store.flush()
  await vi.waitFor(() => expectAfter(store))
  expect(confirmed).toEqual([['1', before]])
  expect(there.task).toEqual(before)
})

it('says so when the entity tags are taken off on the way, and changes nothing', async () => {
  const store = open()
  service.use(http.get('*/api/tasks/1', () => HttpResponse.json(MILK)))
  store.save('1', { ...MILK, updatedAt: 'unseen' }, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox['1']?.refused).toMatch(/entity tags/))
})

it('does not bring back by a repetition what somebody deleted', async () => {
  const there = having(null)
  const store = open()
  there.lost = 1
  store.save('1', null, contentOf(MILK))
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  there.task = null
  store.flush()
  await vi.waitFor(() => expect(confirmed).toEqual([['1', null]]))
  expect(there.task).toBeNull()
})

it('does not delete by a repetition what was made anew', async () => {
  const there = having(MILK)
  const store = open()
  there.lost = 1
  store.remove(MILK)
  store.hurry()
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  there.change({ title: 'Back again' })
  store.flush()
  await vi.waitFor(() => expect(confirmed).toEqual([['1', there.task]]))
  expect(there.task?.title).toBe('Back again')
})

it('builds on its own write whose answer was lost', async () => {
  const there = having(MILK)
  const store = open()
  there.lost = 1
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  store.save('1', { ...MILK, ...OAT_MILK }, { ...OAT_MILK, title: 'Rice milk' })
  store.flush()
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task?.title).toBe('Rice milk')
  expect(there.writes).toEqual(['PATCH', 'PATCH'])
})

it('takes its own word back after an answer was lost', async () => {
  const there = having(MILK)
  const store = open()
  there.lost = 1
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  store.save('1', { ...MILK, ...OAT_MILK }, contentOf(MILK))
  store.flush()
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task?.title).toBe('Milk')
})

it.each([
  [{ title: 'Oat milk' }, { completed: true }],
  [{ completed: true }, { title: 'Soy milk', description: 'Two' }],
  [{ description: 'Two' }, { dueOn: '2030-12-24' }],
  [
    { title: 'Oat milk', completed: true },
    { title: 'Oat milk', description: 'Two' },
  ],
])('merges %j with %j, which somebody else did, without a word', async (mine, theirs) => {
  const there = having(MILK)
  there.change(theirs)
  const store = open()
  store.save('1', MILK, { ...contentOf(MILK), ...mine })
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task).toMatchObject({ ...theirs, ...mine })
  expect(there.writes).toEqual(['PATCH'])
})

it('sends a merged change under a new name', async () => {
  const there = having(MILK)
  const store = open()
  there.afterLook = () => there.change({ description: 'Two' })
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task).toMatchObject({ title: 'Oat milk', description: 'Two' })
  expect(there.sent).toHaveLength(2)
  expect(there.sent[1]).toMatchObject({ condition: '"1"', body: { title: 'Oat milk' } })
  expect(there.sent[1]?.key).not.toBe(there.sent[0]?.key)
})

it('leaves a conflict to the person; what they keep touches nothing else', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk', dueOn: '2030-12-24' })
  const theirs = there.task
  const store = open()
  store.save('1', MILK, { ...OAT_MILK, description: 'One' })
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toEqual({ theirs }))
  expect(there.writes).toEqual([])
  there.change({ completed: true })
  store.keepMine('1')
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.sent.at(-1)?.body).toEqual({ title: 'Oat milk', description: 'One' })
  expect(there.task).toMatchObject({ ...OAT_MILK, description: 'One', dueOn: '2030-12-24', completed: true })
})

it('keeps theirs where both wrote, and mine where only I did', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk' })
  const store = open()
  store.save('1', MILK, { ...OAT_MILK, description: 'One' })
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toBeDefined())
  store.keepTheirs('1')
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task).toMatchObject({ title: 'Soy milk', description: 'One' })
})

it('asks again when the task was changed while the person decided', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk' })
  const store = open()
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toBeDefined())
  there.change({ title: 'Rice milk' })
  store.keepMine('1')
  await vi.waitFor(() =>
    expect(store.current().outbox['1']?.conflict?.theirs).toMatchObject({ title: 'Rice milk' }),
  )
  expect(there.writes).toEqual([])
})

it('does not delete what somebody changed since: the person decides', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk' })
  const store = open()
  store.remove(MILK)
  store.hurry()
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toEqual({ theirs: there.task }))
  expect(there.writes).toEqual([])
  store.keepMine('1')
  await vi.waitFor(() => expect(there.writes).toEqual(['DELETE']))
  expect(there.sent.at(-1)).toMatchObject({ condition: '"1"' })
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
})

it('lets the person keep what they would have deleted', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk' })
  const store = open()
  store.remove(MILK)
  store.hurry()
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toBeDefined())
  store.keepTheirs('1')
  expect(store.current().outbox).toEqual({})
  expect(confirmed.at(-1)).toEqual(['1', there.task])
  expect(there.writes).toEqual([])
})

it('deletes what is again as the person saw it', async () => {
  const there = having(MILK)
  there.change({ title: 'Soy milk' })
  there.change({ title: 'Milk' })
  const store = open()
  store.remove(MILK)
  store.hurry()
  await vi.waitFor(() => expect(there.writes).toEqual(['DELETE']))
})

it.each([
  ['a removal', (store: OutboxStore) => store.remove(MILK)],
  ['a completion', (store: OutboxStore) => store.save('1', MILK, { ...contentOf(MILK), completed: true })],
])('is content with %s of what is gone', async (_, make) => {
  having(null)
  const store = open()
  make(store)
  store.hurry()
  await vi.waitFor(() => expect(confirmed).toEqual([['1', null]]))
  expect(store.current().outbox).toEqual({})
})

it('keeps the words of somebody whose task is gone', async () => {
  const there = having(null)
  const store = open()
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox['1']?.conflict).toEqual({ theirs: null }))
  store.keepMine('1')
  await vi.waitFor(() => expect(there.task).toMatchObject(OAT_MILK))
  expect(there.sent.at(-1)).toMatchObject({ method: 'PUT', condition: '*', body: OAT_MILK })
})

it('takes a change that was made, and whose answer was lost, for made', async () => {
  const there = having({ ...MILK, ...OAT_MILK, updatedAt: 'later' })
  open().save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(confirmed).toHaveLength(1))
  expect(there.writes).toEqual([])
})

it('takes a removal back that waits, and the edit before it stays', async () => {
  const there = having(MILK)
  end()
  const store = open()
  store.save('1', MILK, OAT_MILK)
  store.remove({ ...MILK, ...OAT_MILK })
  store.restore({ ...MILK, ...OAT_MILK })
  await vi.waitFor(() => expect(store.current().isSending).toBe(false))
  signIn('two')
  store.flush()
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task?.title).toBe('Oat milk')
})

it('looks, and says what the person meant anew, when its key belongs to another write', async () => {
  const there = having(MILK)
  const store = open()
  service.use(
    http.patch(
      '*/api/tasks/1',
      () => problem(422, '/problems/idempotency-key-reused', 'This Idempotency-Key was sent with another.'),
      { once: true },
    ),
  )
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task?.title).toBe('Oat milk')
})

it('comes back to a task that changes faster than it can look', async () => {
  const there = having(MILK)
  const everChanging = () => {
    there.change({ description: `${there.looks}` })
    there.afterLook = everChanging
  }
  there.afterLook = everChanging
  const store = open()
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  expect(store.current().waiting?.message).toBe('This task keeps changing elsewhere.')
  there.afterLook = null
  store.flush()
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.task?.title).toBe('Oat milk')
})

it('waits as long as it is asked when the account has made too many changes, and repeats the same write', async () => {
  const there = having(MILK)
  const keys: (string | null)[] = []
  service.use(
    http.patch(
      '*/api/tasks/1',
      ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'))
        return problem(429, '/problems/too-many-requests', 'Too many keys.', { 'Retry-After': '3600' })
      },
      { once: true },
    ),
  )
  const store = open()
  store.save('1', MILK, OAT_MILK)
  await vi.waitFor(() => expect(store.current().waiting).not.toBeNull())
  expect(store.current().waiting?.message).toMatch(/more changes within a day/)
  expect(store.current().waiting?.retryAt).toBeGreaterThan(Date.now() + 3_500_000)
  expect(store.current().outbox['1']?.refused).toBeUndefined()
  store.flush()
  await vi.waitFor(() => expect(store.current().outbox).toEqual({}))
  expect(there.sent.map((sent) => sent.key)).toEqual(keys)
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

it('shows what another tab has to send', () => {
  const key = `neon-tasks.outbox.${ann.id}`
  const tell = () => window.dispatchEvent(new StorageEvent('storage', { key }))
  end()
  const here = open()
  open().save('1', null, contentOf(MILK))
  tell()
  expect(Object.keys(here.current().outbox)).toEqual(['1'])
  localStorage.removeItem(key)
  tell()
  expect(here.current().outbox).toEqual({})
})
