import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mine } from '../api/mine'
import { answer } from '../api/open'
import { usePerson } from '../api/session'
import { WorkButton } from '../ui/WorkButton'
import { CHECK, statusQuery } from './queries'
import classes from './StatusPage.module.css'

/** The one thing on this page that asks the database, and so may wake it: for those who are signed in. */
export function CheckNow() {
  const person = usePerson()
  const client = useQueryClient()
  const check = useMutation({
    mutationKey: CHECK,
    mutationFn: () => answer(mine.POST('/api/status/verify')),
    onSuccess: (status) => client.setQueryData(statusQuery.queryKey, status),
  })
  if (person === null) {
    return (
      <p className={classes.check}>
        <Link to="/sign-in" search={{ next: '/status' }}>
          Sign in
        </Link>{' '}
        to ask it now
      </p>
    )
  }
  return (
    <div className={classes.check}>
      <WorkButton variant="default" isAtWork={check.isPending} onClick={() => check.mutate()}>
        Check now
      </WorkButton>
      {check.isError && <span role="alert">{check.error.message}</span>}
    </div>
  )
}
