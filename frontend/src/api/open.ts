import createClient from 'openapi-fetch'
import { base } from '../base'
import { Problem } from './problem'
import type { paths } from './schema'

/** Calls that anybody may make. */
export const open = createClient<paths>({
  baseUrl: location.origin + base,
  fetch: (request) => fetch(request),
})

type Outcome<Data> = { data?: Data; error?: unknown; response: Response }

/** The answer and its head, for those who need its entity tag. Throws a `Problem` where there is none. */
export async function exchange<Data>(
  call: Promise<Outcome<Data>>,
): Promise<{ data: Data; response: Response }> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    throw failure instanceof TypeError ? Problem.unreachable() : failure
  })
  if (!response.ok) {
    throw Problem.of(response, error)
  }
  return { data: data as Data, response }
}

export async function answer<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  return (await exchange(call)).data
}
