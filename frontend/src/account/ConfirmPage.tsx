import { Link, useRouteContext } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Problem } from '../api/problem'
import { usePerson } from '../api/session'
import { NotFound } from '../app/NotFound'
import { knowAnew, useConfirmation } from './confirming'
import { useOutsideIssuer } from './issuer'
import { Incomplete, Lone } from './Lone'
import { forgetLink } from './link'
import { LinkNotGood } from './linkUse'
import { Opening } from './Opening'

/** Where the link leads that shows that somebody reads what is mailed to an address. */
export function ConfirmPage() {
  const { token } = useRouteContext({ from: '/confirm' })
  const [done, setDone] = useState<string | null>(null)
  if (useOutsideIssuer()) {
    return <NotFound />
  }
  if (done !== null && (token === null || token === done)) {
    return <Confirmed />
  }
  // Another link is another try.
  return token === null ? (
    <Incomplete />
  ) : (
    <Confirming key={token} token={token} onDone={() => setDone(token)} />
  )
}

/** Waits for somebody to press the button: programs that look into mails open links, too. */
function Confirming({ token, onDone }: { token: string; onDone: () => void }) {
  const confirmation = useConfirmation(async () => {
    forgetLink()
    onDone()
    void knowAnew()
  })
  const { error } = confirmation
  if (error instanceof LinkNotGood) {
    return <NotGood isMaybeOurs={error.isMaybeOurs} />
  }
  if (error instanceof Problem && error.status === 409) {
    return <Taken />
  }
  return (
    <Opening
      title="Confirm your address"
      hint="It is the one that the mail with the link came to."
      action="Confirm address"
      opening={confirmation}
      read={() => ({ token })}
      needed={{}}
      elsewhere="Did you not ask for this? Then close the page, and nothing changes."
    >
      {() => null}
    </Opening>
  )
}

function Confirmed() {
  const person = usePerson()
  return (
    <Lone title="Your address is confirmed">
      <p>
        It is the one to sign in with.{' '}
        {person === null ? <Link to="/sign-in">Sign in</Link> : <Link to="/">Go to your tasks</Link>}
      </p>
    </Lone>
  )
}

function NotGood({ isMaybeOurs }: { isMaybeOurs: boolean }) {
  useEffect(() => void knowAnew(), [])
  return (
    <Lone title="This link no longer works">
      <p>
        {isMaybeOurs
          ? 'There was no answer to what you sent, and it may have confirmed the address already.'
          : 'It was used already, is older than half an hour, or another one has taken its place.'}{' '}
        Whether your address is confirmed is in <Link to="/settings">your settings</Link>, where you can have
        another link mailed.
      </p>
    </Lone>
  )
}

function Taken() {
  return (
    <Lone title="This address belongs to another account">
      <p>
        Somebody opened an account with it in the meantime, so yours keeps the address it has. You can choose
        another one in <Link to="/settings">your settings</Link>.
      </p>
    </Lone>
  )
}
