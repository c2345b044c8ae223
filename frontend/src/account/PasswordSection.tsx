import { useState } from 'react'
import type { Person } from '../api/session'
import { OnDemand } from '../ui/OnDemand'
import { PasswordField } from '../ui/PasswordField'
import { AskingForm } from './AskingForm'
import { usePasswordChange } from './changing'

/** How a person signs in. */
export function PasswordSection({ person }: { person: Person }) {
  const [isChanged, setChanged] = useState(false)
  return (
    <section aria-labelledby="password">
      <h2 id="password">Sign-in</h2>
      <p>You sign in with your e-mail address and a password.</p>
      <OnDemand label="Change password…">
        {(close) => (
          <Changing
            person={person}
            onDone={() => {
              setChanged(true)
              close()
            }}
            onCancel={close}
          />
        )}
      </OnDemand>
      <div role="status">
        {isChanged && <p>Your password is changed. Wherever else you were signed in, you no longer are.</p>}
      </div>
    </section>
  )
}

function Changing({
  person,
  onDone,
  onCancel,
}: {
  person: Person
  onDone: () => void
  onCancel: () => void
}) {
  const change = usePasswordChange(person.id, onDone)
  return (
    <AskingForm
      action="Change password"
      asking={change}
      read={(form) => ({
        password: String(form.get('password')),
        newPassword: String(form.get('newPassword')),
      })}
      needed={{ password: 'Your current password is missing', newPassword: 'A new password is missing' }}
      cancel={{ words: 'Keep the current one', run: onCancel }}
    >
      {(faultOf) => (
        <>
          {/* So that whoever keeps passwords for them knows whose it is. */}
          <input name="username" autoComplete="username" value={person.email ?? ''} readOnly hidden />
          <PasswordField
            name="password"
            label="Current password"
            autoComplete="current-password"
            error={faultOf('password')}
            autoFocus
          />
          <PasswordField
            name="newPassword"
            label="New password"
            description="At least 15 characters. A few words make a good one."
            autoComplete="new-password"
            error={faultOf('newPassword')}
          />
        </>
      )}
    </AskingForm>
  )
}
