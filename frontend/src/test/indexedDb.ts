import { IDBFactory } from 'fake-indexeddb'
import { afterAll, beforeAll, vi } from 'vitest'

/** Lets the tests of a file keep lists, for which jsdom has no place. */
export function withIndexedDb(): void {
  beforeAll(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
  })
  afterAll(() => {
    vi.unstubAllGlobals()
  })
}
