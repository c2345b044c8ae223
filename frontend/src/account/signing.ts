import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { answer, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import type { components } from '../api/schema'
import { start } from '../api/session'

type Credentials = components['schemas']['Credentials']
type NewAccount = components['schemas']['NewAccount']
type Session = components['schemas']['Session']

/** Opens a session by `call`, waiting for a database that naps. Of several that wait, only the newest goes on. */
function useOpening<Input>(call: (input: Input) => Promise<Session>) {
  const newest = useRef<Input | null>(null)
  return useMutation<Session, Error, Input>({
    onMutate(input) {
      newest.current = input
    },
    mutationFn: (input) =>
      input === newest.current ? call(input) : Promise.reject(new Error('A newer one has taken its place.')),
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
    onSuccess: start,
  })
}

export function useSignIn() {
  return useOpening((credentials: Credentials) =>
    answer(open.POST('/api/auth/sign-in', { body: credentials })),
  )
}

export function useSignUp() {
  return useOpening(signUp)
}

let unanswered: string | null = null

/** When an answer was lost, the account may be there: the same words open it then. */
async function signUp(account: NewAccount): Promise<Session> {
  try {
    const session = await answer(open.POST('/api/auth/sign-up', { body: account }))
    unanswered = null
    return session
  } catch (problem) {
    const { email, password } = account
    if (problem instanceof Problem && problem.status === 409 && unanswered === email) {
      unanswered = null
      return answer(open.POST('/api/auth/sign-in', { body: { email, password } }))
    }
    unanswered = problem instanceof Problem && problem.isTemporary ? email : null
    throw problem
  }
}
