import createClient from 'openapi-fetch'
import type { paths } from './schema'
import { renewedToken, token } from './session'

/** Calls in the name of who is signed in, with a new access token where the old one is no longer taken. */
export const mine = createClient<paths>({ baseUrl: location.origin, fetch: fetchAsMe })

async function fetchAsMe(request: Request): Promise<Response> {
  const again = request.clone()
  const first = await token()
  const response = await send(request, first)
  return response.status === 401 ? send(again, await renewedToken(first)) : response
}

function send(request: Request, accessToken: string): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${accessToken}`)
  return fetch(request)
}
