import { own } from '../base'

/** Does the work when no other tab is at work of the same name. */
export async function oneTabAtATime<Outcome>(name: string, work: () => Promise<Outcome>): Promise<Outcome> {
  // Absent where the page came over plain HTTP from another machine.
  if (navigator.locks === undefined) {
    return work()
  }
  let isBegun = false
  try {
    return await navigator.locks.request(own(name), () => {
      isBegun = true
      return work()
    })
  } catch (failure) {
    if (isBegun) {
      throw failure
    }
    // Denied, as storage is.
    return work()
  }
}
