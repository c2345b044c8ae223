import { open } from '../api/open'
import type { components } from '../api/schema'
import { useLink } from './linkUse'

type NewPasswordByLink = components['schemas']['NewPasswordByLink']

/** Replaces a password by a link. */
export function useReset(onDone: () => Promise<void>) {
  return useLink((body: NewPasswordByLink) => open.POST('/api/auth/reset/confirm', { body }), onDone)
}
