import { mine } from '../api/mine'
import { answer, open } from '../api/open'
import type { components } from '../api/schema'
import { current, know } from '../api/session'
import { useLink } from './linkUse'

type ProofOfAddress = components['schemas']['ProofOfAddress']

/** Confirms an address by a link. */
export function useConfirmation(onDone: () => Promise<void>) {
  return useLink((body: ProofOfAddress) => open.POST('/api/auth/email/confirm', { body }), onDone)
}

/** Reads what the service knows of whoever is signed in since. What is not answered now is told by the session's next renewal. */
export async function knowAnew(): Promise<void> {
  if (current().person !== null) {
    await answer(mine.GET('/api/me')).then(know, () => {})
  }
}
