import { own } from '../base'

/** Does the work when no other tab is at work of the same name. */
export async function oneTabAtATime<Outcome>(name: string, work: () => Promise<Outcome>): Promise<Outcome> {
  // Absent where the page came over plain HTTP from another machine.
  return navigator.locks === undefined ? work() : await navigator.locks.request(own(name), work)
}
