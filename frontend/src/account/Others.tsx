import { useLayoutEffect, useRef } from 'react'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
import classes from './Sessions.module.css'
import { useEndingOthers } from './sessions'

type Props = { personId: string; hasOthers: boolean; onEnded: (note: string) => void }

/** Ends all sessions but this one, or says that there is no other. */
export function Others({ personId, hasOthers, onEnded }: Props) {
  const ending = useEndingOthers(personId, () => onEnded('Ended all other sessions.'))
  const none = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => {
    // The button has gone, and what it had.
    if (!hasOthers && ending.isSuccess && document.activeElement === document.body) {
      none.current?.focus()
    }
  }, [hasOthers, ending.isSuccess])
  if (!hasOthers) {
    return (
      <p ref={none} tabIndex={-1} className={classes.none}>
        You are signed in nowhere else.
      </p>
    )
  }
  return (
    <>
      <WorkButton variant="default" isAtWork={ending.isPending} onClick={() => ending.mutate()}>
        End all others
      </WorkButton>
      {ending.isError && (
        <p role="alert" className="fault">
          {ending.error.message}
        </p>
      )}
      <Waking isWaiting={ending.isPending} failure={failureOf(ending)} onRetry={() => ending.mutate()} />
    </>
  )
}
