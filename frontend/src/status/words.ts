import type { History, Stretch } from './queries'

type Cause = History['wakes'][number]['cause']

export const STATES: Record<Stretch['state'], string> = {
  UP: 'Awake',
  ASLEEP: 'Asleep',
  WAKING: 'Waking',
  DOWN: 'Not answering',
  UNKNOWN: 'Not asked',
}

export const CAUSES: { cause: Cause; words: string }[] = [
  { cause: 'PERSON', words: 'A person' },
  { cause: 'SIGN_IN', words: 'A sign-in' },
  { cause: 'MIGRATION', words: 'A start of the service' },
  { cause: 'CHECK', words: 'A check' },
]
