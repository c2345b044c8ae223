import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { beforeEach, expect, it, vi } from 'vitest'
import { withIndexedDb } from '../test/indexedDb'
import { ANN, session } from '../test/service'

withIndexedDb()

const BOB = { ...session('two'), user: { ...ANN, id: 'b1' } }
const DAY = 24 * 3600 * 1000

/** As a browser opens the page, on what was kept. */
async function opened() {
  vi.resetModules()
  const { current, end, start } = await import('./session')
  return { current, end, start, ...(await import('./keptList')) }
}

let page: Awaited<ReturnType<typeof opened>>

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  page = await opened()
  page.start(session('one'))
})

it('keeps the list that a person saw last, and of when it is', async () => {
  const at = Date.now() - DAY
  await page.writeList(ANN.id, { at, list: ['Milk'] })
  page = await opened()
  expect(await page.readList(ANN.id)).toMatchObject({ at, list: ['Milk'] })
})

it('leaves nothing behind when the person signs out, or the session ends', async () => {
  await page.writeList(ANN.id, { at: Date.now(), list: ['Milk'] })
  page.end()
  await vi.waitFor(async () => expect(await page.readList(ANN.id)).toBeNull())
})

it('leaves nothing to whoever signs in next', async () => {
  await page.writeList(ANN.id, { at: Date.now(), list: ['Milk'] })
  page.start(BOB)
  await page.writeList('b1', { at: Date.now(), list: ['Bread'] })
  expect(await page.readList(ANN.id)).toBeNull()
  expect(await page.readList('b1')).toMatchObject({ list: ['Bread'] })
})

it('clears up when it is opened after a person has gone', async () => {
  await page.writeList(ANN.id, { at: Date.now(), list: ['Milk'] })
  localStorage.clear()
  page = await opened()
  await vi.waitFor(async () => expect(await page.readList(ANN.id)).toBeNull())
})

it('keeps nothing that comes after its person has gone', async () => {
  page.end()
  await page.writeList(ANN.id, { at: Date.now(), list: ['Milk'] })
  expect(await page.readList(ANN.id)).toBeNull()
})

it('keeps the newest of two tabs', async () => {
  const now = Date.now()
  await page.writeList(ANN.id, { at: now - 1000, list: ['new'] })
  await page.writeList(ANN.id, { at: now - 2000, list: ['old'] })
  expect(await page.readList(ANN.id)).toMatchObject({ list: ['new'] })
  await page.writeList(ANN.id, { at: now, list: ['newest'] })
  expect(await page.readList(ANN.id)).toMatchObject({ list: ['newest'] })
})

it('is kept no longer than any session is, nor from a time to come', async () => {
  await page.writeList(ANN.id, { at: Date.now() - 31 * DAY, list: ['Milk'] })
  expect(await page.readList(ANN.id)).toBeNull()
  await page.writeList(ANN.id, { at: Date.now() + 31 * DAY, list: ['Milk'] })
  expect(await page.readList(ANN.id)).toBeNull()
  await page.writeList(ANN.id, { at: Date.now(), list: ['Bread'] })
  expect(await page.readList(ANN.id)).toMatchObject({ list: ['Bread'] })
})

it.each([
  ['denied', () => vi.stubGlobal('indexedDB', undefined)],
  [
    'broken',
    () =>
      vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
        throw new DOMException('Broken.', 'UnknownError')
      }),
  ],
  [
    'full',
    () =>
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw new DOMException('Full.', 'QuotaExceededError')
      }),
  ],
])('does without where storage is %s', async (_, breaking) => {
  breaking()
  page = await opened()
  page.start(session('one'))
  await page.writeList(ANN.id, { at: Date.now(), list: ['Milk'] })
  expect(await page.readList(ANN.id)).toBeNull()
})
