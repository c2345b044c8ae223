import createClient from 'openapi-fetch'
import { base } from '../base'
import { Problem } from './problem'
import type { paths } from './schema'
import { current, renewedToken, token } from './session'

/** Calls in the name of who is signed in, with a new access token where the old one is no longer taken. */
export const mine = createClient<paths>({ baseUrl: location.origin + base, fetch: fetchAsMe })

async function fetchAsMe(request: Request): Promise<Response> {
  const again = request.clone()
  const me = current().person?.id
  const first = await token()
  refuseAnother(me)
  const response = await send(request, first)
  if (response.status !== 401) {
    return response
  }
  const second = await renewedToken(first)
  refuseAnother(me)
  return send(again, second)
}

/** Somebody else may have signed in, in another tab, while the token was on its way: it is theirs. */
function refuseAnother(me: string | undefined): void {
  if (me !== undefined && current().person?.id !== me) {
    throw new Problem(401, 'You have been signed out.')
  }
}

function send(request: Request, accessToken: string): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${accessToken}`)
  return fetch(request)
}
