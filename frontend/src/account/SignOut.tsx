import { useMutation } from '@tanstack/react-query'
import { discardKept, unsentCount } from '../api/kept'
import { answer, open } from '../api/open'
import { end, type Person } from '../api/session'
import { base } from '../base'
import classes from '../ui/barLink.module.css'
import { Toast } from '../ui/Toast'

/** Ends the session everywhere and leaves nothing of it behind; asks first when that would lose something. */
export function SignOut({ person }: { person: Person }) {
  const leave = useMutation({
    mutationFn: () => answer(open.POST('/api/auth/sign-out')),
    onSuccess() {
      discardKept(person.id)
      end()
      // A new document: nothing of this person stays in memory.
      location.assign(`${base}/sign-in`)
    },
  })
  return (
    <>
      <button
        type="button"
        className={classes.link}
        disabled={leave.isPending}
        onClick={() => {
          const unsent = unsentCount(person.id)
          if (unsent === 0 || confirm(warning(unsent))) {
            leave.mutate()
          }
        }}
      >
        Sign out
      </button>
      <Toast>{leave.isError && <span>You are still signed in. {leave.error.message}</span>}</Toast>
    </>
  )
}

function warning(unsent: number): string {
  const changes = unsent === 1 ? 'One change has' : `${unsent} changes have`
  return `${changes} not been sent yet and will be lost. Sign out all the same?`
}
