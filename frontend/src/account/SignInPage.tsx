import { TextInput } from '@mantine/core'
import { Link, useLocation, useSearch } from '@tanstack/react-router'
import { useEnded } from '../api/session'
import { PasswordField } from '../ui/PasswordField'
import { Opening } from './Opening'
import { useSignIn } from './signing'

export function SignInPage() {
  const opening = useSignIn()
  const hasEnded = useEnded()
  const isReset = useLocation({ select: ({ state }) => state.isReset === true })
  const { next } = useSearch({ from: '/sign-in' })
  return (
    <Opening
      title="Welcome back"
      hint={isReset ? 'Your password is changed. Sign in with the new one.' : hintOf(hasEnded)}
      action="Sign in"
      opening={opening}
      read={(form) => ({ email: String(form.get('email')), password: String(form.get('password')) })}
      needed={{ email: 'Your e-mail is missing', password: 'Your password is missing' }}
      elsewhere={
        <>
          <Link to="/forgotten">Forgot your password?</Link>
          <br />
          New here?{' '}
          <Link to="/sign-up" search={next === undefined ? {} : { next }}>
            Create an account
          </Link>
        </>
      }
    >
      {(faultOf) => (
        <>
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            size="md"
            error={faultOf('email')}
            autoFocus
          />
          <PasswordField
            name="password"
            label="Password"
            autoComplete="current-password"
            size="md"
            error={faultOf('password')}
          />
        </>
      )}
    </Opening>
  )
}

function hintOf(hasEnded: boolean): string {
  if (!hasEnded) {
    return 'Sign in to see your tasks.'
  }
  return window.isSecureContext === false
    ? 'Your browser has kept no session, as this page came over plain HTTP. Open it over HTTPS: there you stay signed in.'
    : 'Your session has ended. Sign in to go on: what you typed is kept.'
}
