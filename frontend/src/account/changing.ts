import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { mine } from '../api/mine'
import { answer, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import type { components } from '../api/schema'
import { know } from '../api/session'
import { proving } from './proving'
import { sessionsKey } from './sessions'

type NewEmail = components['schemas']['NewEmail']
type NewPassword = components['schemas']['NewPassword']

/** Changes the name, waiting for a database that naps. */
export function useRenaming() {
  return useMutation({
    mutationFn: (body: { name: string }) => answer(mine.PATCH('/api/me', { body })),
    retry: isTemporary,
    retryDelay,
    onSuccess: know,
  })
}

/** Whether what waits is to go on no more, since its form is gone. */
function useGivenUp() {
  const isGivenUp = useRef(false)
  useEffect(() => {
    isGivenUp.current = false
    return () => {
      isGivenUp.current = true
    }
  }, [])
  return isGivenUp
}

/** Has a link mailed that changes the address, waiting for a database that naps, as long as somebody does. */
export function useEmailChange(onDone: (email: string) => void) {
  const isGivenUp = useGivenUp()
  return useMutation({
    mutationFn: (body: NewEmail) =>
      isGivenUp.current
        ? Promise.reject(new Error('Nobody waits for it any more.'))
        : proving((headers) => open.POST('/api/me/email', { headers, body })),
    retry: (failures, problem) => !isGivenUp.current && isTemporary(failures, problem),
    retryDelay,
    onSuccess: (_, { email }) => onDone(email.trim()),
  })
}

/** Has the mail sent again that confirms the address, waiting for a database that naps. */
export function useConfirmationMail() {
  return useMutation({
    mutationFn: () => answer(mine.POST('/api/me/email/mail')),
    retry: isTemporary,
    retryDelay,
  })
}

/** Changes the password, waiting for a database that naps, as long as somebody does. */
export function usePasswordChange(personId: string, onDone: () => void) {
  const client = useQueryClient()
  const isGivenUp = useGivenUp()
  /** The new one that was sent without an answer. */
  const unanswered = useRef<string | null>(null)
  return useMutation({
    async mutationFn(body: NewPassword) {
      const { newPassword } = body
      if (isGivenUp.current) {
        throw new Error('Nobody waits for it any more.')
      }
      try {
        await send(body).catch((problem) => {
          // The present password may be the new one by now. That is asked by making it so once more.
          if (problem instanceof Problem && problem.status === 401 && unanswered.current === newPassword) {
            return send({ password: newPassword, newPassword })
          }
          throw problem
        })
        unanswered.current = null
      } catch (problem) {
        unanswered.current = problem instanceof Problem && problem.isTemporary ? newPassword : null
        throw problem
      }
    },
    retry: (failures, problem) => !isGivenUp.current && isTemporary(failures, problem),
    retryDelay,
    onSuccess() {
      onDone()
      // It has ended the others.
      void client.invalidateQueries({ queryKey: sessionsKey(personId) })
    },
  })
}

function send(body: NewPassword): Promise<unknown> {
  return proving((headers) => open.POST('/api/me/password', { headers, body }))
}

function isTemporary(_: number, problem: Error): boolean {
  return problem instanceof Problem && problem.isTemporary
}
