import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answer, open } from '../api/open'
import { Problem, retryDelay } from '../api/problem'
import { NotFound } from '../app/NotFound'
import { useMail, useOutsideIssuer } from './issuer'
import { Lone } from './Lone'
import { Opening } from './Opening'

/** Where somebody has a link mailed that replaces a forgotten password. */
export function ForgottenPage() {
  const isOfIssuer = useOutsideIssuer()
  const mail = useMail()
  if (isOfIssuer) {
    return <NotFound />
  }
  if (mail === 'asking') {
    return null
  }
  return mail === 'none' ? <NoMail /> : <Asking />
}

function Asking() {
  const asking = useMutation({
    mutationFn: (body: { email: string }) => answer(open.POST('/api/auth/reset', { body })),
    retry: (_, problem) => problem instanceof Problem && problem.isTemporary,
    retryDelay,
  })
  if (asking.isSuccess) {
    return <Asked email={asking.variables.email.trim()} onAgain={asking.reset} />
  }
  return (
    <Opening
      title="Forgot your password?"
      hint="We mail you a link to choose a new one."
      action="Send the link"
      opening={asking}
      read={(form) => ({ email: String(form.get('email')) })}
      needed={{ email: 'Your e-mail is missing' }}
      elsewhere={
        <>
          Do you remember it? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      {(faultOf) => (
        <TextInput
          name="email"
          type="email"
          label="E-mail"
          description="The one that you sign in with"
          autoComplete="username"
          size="md"
          error={faultOf('email')}
          autoFocus
        />
      )}
    </Opening>
  )
}

/** The same whether or not there is such an account, which is nobody else's business. */
function Asked({ email, onAgain }: { email: string; onAgain: () => void }) {
  return (
    <Lone title="Look at your mail">
      <p>
        If there is an account with {email}, a link to choose a new password is on its way there. It works
        once, for half an hour.
      </p>
      <p>Nothing there after some minutes? Look among the spam, and whether the address is right.</p>
      <Button variant="default" onClick={onAgain}>
        Send another one
      </Button>
    </Lone>
  )
}

function NoMail() {
  return (
    <Lone title="This service sends no mail">
      <p>
        So it cannot send you a link to choose a new password. Whoever runs it can make one for you: ask them.
      </p>
      <Link to="/sign-in">Back to sign in</Link>
    </Lone>
  )
}
