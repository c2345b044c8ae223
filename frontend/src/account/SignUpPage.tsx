import { TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { PasswordField } from '../ui/PasswordField'
import { Opening } from './Opening'
import { useSignUp } from './signing'

export function SignUpPage() {
  const opening = useSignUp()
  const { next } = useSearch({ from: '/sign-up' })
  return (
    <Opening
      title="Create an account"
      hint="Your tasks are yours alone, and you can take them with you."
      action="Create account"
      opening={opening}
      read={(form) => ({
        email: String(form.get('email')),
        password: String(form.get('password')),
        name: String(form.get('name')),
      })}
      needed={{ email: 'Your e-mail is missing', password: 'A password is missing' }}
      elsewhere={
        <>
          Have an account?{' '}
          <Link to="/sign-in" search={next === undefined ? {} : { next }}>
            Sign in
          </Link>
        </>
      }
    >
      {(faultOf) => (
        <>
          <TextInput
            name="name"
            label="Name"
            description="If you like to be called by it"
            autoComplete="name"
            size="md"
            error={faultOf('name')}
          />
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            size="md"
            error={faultOf('email')}
          />
          <PasswordField
            name="password"
            label="Password"
            description="At least 15 characters. A few words make a good one."
            autoComplete="new-password"
            size="md"
            error={faultOf('password')}
          />
        </>
      )}
    </Opening>
  )
}
