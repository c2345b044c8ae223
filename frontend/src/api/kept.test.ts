import { afterEach, expect, it, vi } from 'vitest'
import { discardKept, keyOf, readKept, writeKept } from './kept'

const draft = (title: string) => ({ title, description: '', dueOn: '', base: null })

function full() {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('Full.', 'QuotaExceededError')
  })
}

function isAskedToStay(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

afterEach(() => discardKept('ann'))

it('keeps in the page what storage has no room for, beside what other tabs store', () => {
  writeKept('ann', 'drafts', { new: draft('Half'), 1: draft('One') })
  full()
  writeKept('ann', 'drafts', { new: draft('Half a thought') })
  expect(readKept('ann', 'drafts')).toEqual({ new: draft('Half a thought') })
  vi.restoreAllMocks()
  const elsewhere = { new: draft('Half'), 1: draft('One'), 2: draft('Two') }
  localStorage.setItem(keyOf('ann', 'drafts'), JSON.stringify(elsewhere))
  expect(readKept('ann', 'drafts')).toEqual({ new: draft('Half a thought'), 2: draft('Two') })
})

it('asks to stay as long as something is in the page alone', () => {
  expect(isAskedToStay()).toBe(false)
  full()
  writeKept('ann', 'drafts', { new: draft('Half a thought') })
  expect(isAskedToStay()).toBe(true)
  vi.restoreAllMocks()
  writeKept('ann', 'drafts', { new: draft('Half a thought') })
  expect(isAskedToStay()).toBe(false)
  expect(localStorage.getItem(keyOf('ann', 'drafts'))).toContain('Half a thought')
})

it('drops at sign-out what the page alone has', () => {
  full()
  writeKept('ann', 'drafts', { new: draft('Half a thought') })
  discardKept('ann')
  expect(readKept('ann', 'drafts')).toEqual({})
  expect(isAskedToStay()).toBe(false)
})

it.each(['{', 'null', '[1]', '"text"', '{"new":7}', '{"new":{"title":7}}', '{"new":null}'])(
  'reads nothing from %s',
  (text) => {
    localStorage.setItem(keyOf('ann', 'drafts'), text)
    expect(readKept('ann', 'drafts')).toEqual({})
  },
)
