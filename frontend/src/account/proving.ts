import { answer } from '../api/open'
import { Problem } from '../api/problem'
import { renewedToken, token } from '../api/session'

/**
 * A call that takes the password once more. Its 401 says that this is wrong, so the token is not renewed and the call sent again
 * as elsewhere – unless the session is over, which is told as ever.
 */
export async function proving<Data>(
  call: (headers: { Authorization: string }) => Parameters<typeof answer<Data>>[0],
): Promise<Data> {
  const present = await token()
  try {
    return await answer(call({ Authorization: `Bearer ${present}` }))
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) {
      throw problem
    }
    await renewedToken(present).catch((failure: unknown) => {
      if (failure instanceof Problem && failure.status === 401) {
        throw failure
      }
    })
    throw new Problem(401, problem.message, { errors: [{ field: 'password', message: problem.message }] })
  }
}
