import { createStore, delMany, get, keys, update } from 'idb-keyval'
import { own } from '../base'
import { current, subscribe } from './session'
import { isObject } from './storage'

/** The list that a person saw last, `at` the time that it was read. What is in it, whoever shows it has to check. */
export type KeptList = { at: number; list: unknown }

/** Changes with what a list is made of: one of another form is as good as none. */
const FORM = 2
/** Longer no session goes on without being renewed. */
const LONGEST_MILLIS = 30 * 24 * 3600 * 1000

const store = createStore(own('lists'), 'lists')

let known = current().person?.id
void sweep()

subscribe(() => {
  const person = current().person?.id
  if (person !== known) {
    known = person
    void sweep()
  }
})

/** `null` where there is none, or storage cannot be read. */
export async function readList(personId: string): Promise<KeptList | null> {
  try {
    const kept: unknown = await get(personId, store)
    return isSound(kept) && Math.abs(Date.now() - kept.at) < LONGEST_MILLIS ? kept : null
  } catch {
    return null
  }
}

/** Keeps the list in place of an older one, if storage takes it, and as long as the person is signed in. */
export async function writeList(personId: string, { at, list }: KeptList): Promise<void> {
  if (current().person?.id !== personId) {
    return
  }
  try {
    await update<unknown>(
      personId,
      (kept) => (isSound(kept) && kept.at > at && kept.at <= Date.now() ? kept : { form: FORM, at, list }),
      store,
    )
  } catch {
    // Then it will be read from the service, as it always was.
  }
}

/** Leaves nothing of anybody who is not signed in, also of those who went while the browser was closed. */
async function sweep(): Promise<void> {
  try {
    const others = (await keys(store)).filter((id) => id !== current().person?.id)
    if (others.length > 0) {
      await delMany(others, store)
    }
  } catch {
    // Nothing is kept here.
  }
}

function isSound(kept: unknown): kept is KeptList {
  return isObject(kept) && kept.form === FORM && typeof kept.at === 'number'
}
