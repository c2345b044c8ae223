import { useMutation } from '@tanstack/react-query'
import { discardKept } from '../api/kept'
import { open } from '../api/open'
import { end, type Person } from '../api/session'
import { base } from '../base'
import { OnDemand } from '../ui/OnDemand'
import { PasswordField } from '../ui/PasswordField'
import { AskingForm } from './AskingForm'
import { proving } from './proving'
import classes from './SettingsPage.module.css'

/** The one thing that cannot be undone: it asks for the password. */
export function DeleteAccount({ person }: { person: Person }) {
  return (
    <section aria-labelledby="deletion" className={classes.danger}>
      <h2 id="deletion">Delete account</h2>
      <p>Your account and all your tasks are removed at once. This cannot be undone.</p>
      <OnDemand label="Delete my account…">
        {(close) => <Deleting person={person} onClose={close} />}
      </OnDemand>
    </section>
  )
}

function Deleting({ person, onClose }: { person: Person; onClose: () => void }) {
  const deletion = useMutation({
    mutationFn: (body: { password: string }) =>
      proving((headers) => open.POST('/api/me/deletion', { headers, body })),
    onSuccess() {
      discardKept(person.id)
      end()
      location.assign(`${base}/sign-up`)
    },
  })
  return (
    <AskingForm
      action="Delete everything"
      asking={deletion}
      read={(form) => ({ password: String(form.get('password')) })}
      needed={{ password: 'Your password is missing' }}
      isDangerous
      cancel={{ words: 'Keep my account', run: onClose }}
    >
      {(faultOf) => (
        <PasswordField
          name="password"
          label="Your password"
          autoComplete="current-password"
          error={faultOf('password')}
          autoFocus
        />
      )}
    </AskingForm>
  )
}
