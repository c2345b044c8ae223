import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { discardKept } from '../api/kept'
import { answer, open } from '../api/open'
import { Problem } from '../api/problem'
import { end, type Person, token } from '../api/session'
import { base } from '../base'
import { PasswordField } from '../ui/PasswordField'
import { WorkButton } from '../ui/WorkButton'
import classes from './SettingsPage.module.css'

/** The one thing that cannot be undone: it asks for the password. */
export function DeleteAccount({ person }: { person: Person }) {
  const [isAsking, setAsking] = useState(false)
  const deletion = useMutation({
    async mutationFn(password: string) {
      // Not as a call that renews the token on 401: here that means a wrong password.
      const headers = { Authorization: `Bearer ${await token()}` }
      await answer(open.POST('/api/me/deletion', { headers, body: { password } }))
    },
    onSuccess() {
      discardKept(person.id)
      end()
      location.assign(`${base}/sign-up`)
    },
  })
  const isWrong = deletion.error instanceof Problem && [401, 422].includes(deletion.error.status)
  return (
    <section aria-labelledby="deletion" className={classes.danger}>
      <h2 id="deletion">Delete account</h2>
      <p>Your account and all your tasks are removed at once. This cannot be undone.</p>
      {!isAsking && (
        <Button variant="default" onClick={() => setAsking(true)}>
          Delete my account…
        </Button>
      )}
      {isAsking && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            deletion.mutate(String(new FormData(event.currentTarget).get('password')))
          }}
        >
          <PasswordField
            name="password"
            label="Your password"
            autoComplete="current-password"
            error={isWrong && deletion.error?.message}
            autoFocus
          />
          {deletion.isError && !isWrong && (
            <p role="alert" className="fault">
              {deletion.error.message}
            </p>
          )}
          <div className={classes.buttons}>
            <WorkButton type="submit" color="red" isAtWork={deletion.isPending}>
              Delete everything
            </WorkButton>
            <Button variant="default" onClick={() => setAsking(false)}>
              Keep my account
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
