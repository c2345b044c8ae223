import { useMutation } from '@tanstack/react-query'
import { unfinishedCount, unsentCount } from '../api/kept'
import type { Person } from '../api/session'
import classes from '../ui/barLink.module.css'
import { leave } from './leaving'

/** Ends the session everywhere and leaves nothing of it behind; asks first when that would lose something. */
export function SignOut({ person }: { person: Person }) {
  const leaving = useMutation({ mutationFn: () => leave(person) })
  return (
    <button
      type="button"
      className={classes.link}
      aria-busy={leaving.isPending || undefined}
      onClick={() => {
        if (leaving.isPending) {
          return
        }
        const losses = lossesOf(person.id)
        if (losses === '' || confirm(`Signing out loses ${losses}. Sign out all the same?`)) {
          leaving.mutate()
        }
      }}
    >
      Sign out
    </button>
  )
}

function lossesOf(personId: string): string {
  const unsent = unsentCount(personId)
  const unfinished = unfinishedCount(personId)
  return [
    unsent > 0 &&
      (unsent === 1 ? 'one change that is not sent yet' : `${unsent} changes that are not sent yet`),
    unfinished > 0 && (unfinished === 1 ? 'one unfinished text' : `${unfinished} unfinished texts`),
  ]
    .filter((loss) => loss !== false)
    .join(' and ')
}
