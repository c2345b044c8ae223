import { Link, useNavigate, useRouteContext } from '@tanstack/react-router'
import { useState } from 'react'
import { current, usePerson, verify } from '../api/session'
import { NotFound } from '../app/NotFound'
import { PasswordField } from '../ui/PasswordField'
import { useMail, useOutsideIssuer } from './issuer'
import { Incomplete, Lone } from './Lone'
import { forgetLink } from './link'
import { LinkNotGood } from './linkUse'
import { Opening } from './Opening'
import { useReset } from './resetting'

/** Where the link leads that replaces a forgotten password. */
export function ResetPage() {
  const { token } = useRouteContext({ from: '/reset' })
  const [done, setDone] = useState<string | null>(null)
  if (useOutsideIssuer()) {
    return <NotFound />
  }
  if (done !== null && (token === null || token === done)) {
    return <StillSignedIn />
  }
  // Another link is another try.
  return token === null ? (
    <Incomplete />
  ) : (
    <Choosing key={token} token={token} onDone={() => setDone(token)} />
  )
}

function Choosing({ token, onDone }: { token: string; onDone: () => void }) {
  const navigate = useNavigate()
  const resetting = useReset(async () => {
    // The account's sessions are over. Who is still signed in after that is somebody else, or cannot be asked for now.
    await (current().person !== null && verify().catch(() => {}))
    forgetLink()
    if (current().person !== null) {
      onDone()
    } else {
      await navigate({ to: '/sign-in', state: { isReset: true } })
    }
  })
  if (resetting.error instanceof LinkNotGood) {
    return <NotGood isMaybeOurs={resetting.error.isMaybeOurs} />
  }
  return (
    <Opening
      title="Choose a new password"
      hint="It is for the account that the link was made for, which is then signed out everywhere."
      action="Change password"
      opening={resetting}
      read={(form) => ({ token, newPassword: String(form.get('newPassword')) })}
      needed={{ newPassword: 'A password is missing' }}
      elsewhere={
        <>
          Do you remember it? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      {(faultOf) => (
        <PasswordField
          name="newPassword"
          label="New password"
          description="At least 15 characters. A few words make a good one."
          autoComplete="new-password"
          size="md"
          error={faultOf('newPassword')}
          autoFocus
        />
      )}
    </Opening>
  )
}

function NotGood({ isMaybeOurs }: { isMaybeOurs: boolean }) {
  const another =
    useMail() === 'sent' ? (
      <Link to="/forgotten">have another one mailed</Link>
    ) : (
      'ask whoever gave you the link for another'
    )
  return (
    <Lone title="This link no longer works">
      {isMaybeOurs ? (
        <p>
          There was no answer to what you sent, and it may have changed the password:{' '}
          <Link to="/sign-in">sign in with the new one</Link>. If that is refused, {another}.
        </p>
      ) : (
        <p>
          It was used already, or is older than half an hour. If you have chosen a password with it,{' '}
          <Link to="/sign-in">sign in</Link>. Otherwise {another}.
        </p>
      )}
    </Lone>
  )
}

function StillSignedIn() {
  const person = usePerson()
  return (
    <Lone title="The password is changed">
      <p>
        In this browser you are signed in{person?.email != null && ` as ${person.email}`}. If the link was for
        another account, sign out to sign in to that one. <Link to="/">Go to your tasks</Link>
      </p>
    </Lone>
  )
}
