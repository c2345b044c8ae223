import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { OnDemand } from '../ui/OnDemand'
import { PasswordField } from '../ui/PasswordField'
import { AskingForm } from './AskingForm'
import { useEmailChange } from './changing'
import classes from './SettingsPage.module.css'

/** Another address to sign in with. It takes effect by the link that is mailed to it. */
export function EmailChange() {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <div className={classes.email}>
      <OnDemand label="Change address…">
        {(close) => (
          <Changing
            onDone={(email) => {
              setAsked(email)
              close()
            }}
            onCancel={close}
          />
        )}
      </OnDemand>
      <div role="status">
        {asked !== null && (
          <p>
            A mail is on its way to {asked}. Open the link in it within half an hour: your address is changed
            then, and not before.
          </p>
        )}
      </div>
    </div>
  )
}

function Changing({ onDone, onCancel }: { onDone: (email: string) => void; onCancel: () => void }) {
  const change = useEmailChange(onDone)
  return (
    <AskingForm
      action="Change address"
      asking={change}
      read={(form) => ({ email: String(form.get('email')), password: String(form.get('password')) })}
      needed={{ email: 'A new address is missing', password: 'Your password is missing' }}
      cancel={{ words: 'Keep the present one', run: onCancel }}
    >
      {(faultOf) => (
        <>
          <TextInput
            name="email"
            type="email"
            label="New e-mail"
            description="We mail a link there, to be sure that it is yours."
            autoComplete="email"
            error={faultOf('email')}
            autoFocus
          />
          <PasswordField
            name="password"
            label="Your password"
            autoComplete="current-password"
            error={faultOf('password')}
          />
        </>
      )}
    </AskingForm>
  )
}
