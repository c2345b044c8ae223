import { useMutation, useQueryClient } from '@tanstack/react-query'
import { exchange, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import type { components } from '../api/schema'
import { start } from '../api/session'
import { forget, goOn, holdOn, leavingQuery } from './leaving'

type Credentials = components['schemas']['Credentials']
type NewAccount = components['schemas']['NewAccount']
type Session = components['schemas']['Session']
type Opened = { data: Session; response: Response }

/** The attempt that goes on, of all that wait on either page: an older one would put its person in the newer one's place. */
let newest: { input: unknown; abort: AbortController } | null = null

/** Opens a session by `call`, waiting for a database that naps. */
function useOpening<Input>(call: (input: Input, signal: AbortSignal) => Promise<Opened>) {
  const client = useQueryClient()
  return useMutation<Opened, Error, Input>({
    onMutate(input) {
      newest?.abort.abort()
      newest = { input, abort: new AbortController() }
      holdOn()
    },
    mutationFn: (input) =>
      input === newest?.input
        ? call(input, newest.abort.signal)
        : Promise.reject(new Error('A newer one has taken its place.')),
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
    // The service warns of a cookie that the browser drops, as it does over plain HTTP from another machine.
    onSuccess({ data, response }) {
      forget()
      start(data, response.headers.has('Warning'))
    },
    onError(_, input) {
      if (input === newest?.input) {
        goOn()
        void client.refetchQueries({ queryKey: leavingQuery.queryKey })
      }
    },
  })
}

export function useSignIn() {
  return useOpening(signIn)
}

export function useSignUp() {
  return useOpening(signUp)
}

function signIn({ email, password }: Credentials, signal: AbortSignal): Promise<Opened> {
  return exchange(open.POST('/api/auth/sign-in', { body: { email, password }, signal }))
}

let unanswered: string | null = null

/** When an answer was lost, the account may be there: the same words open it then. */
async function signUp(account: NewAccount, signal: AbortSignal): Promise<Opened> {
  try {
    const opened = await exchange(open.POST('/api/auth/sign-up', { body: account, signal }))
    unanswered = null
    return opened
  } catch (problem) {
    const { email } = account
    if (problem instanceof Problem && problem.status === 409 && unanswered === email) {
      unanswered = null
      return signIn(account, signal)
    }
    unanswered = problem instanceof Problem && !problem.isTemporary ? null : email
    throw problem
  }
}
