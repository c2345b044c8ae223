import { useMantineColorScheme } from '@mantine/core'
import { usePerson } from '../api/session'
import { Choice } from '../ui/Choice'
import { DeleteAccount } from './DeleteAccount'
import { Export } from './Export'
import classes from './SettingsPage.module.css'

export function SettingsPage() {
  const person = usePerson()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  if (person === null) {
    return null
  }
  return (
    <div className={classes.sections}>
      <h1>Settings</h1>
      <section aria-labelledby="account">
        <h2 id="account">Account</h2>
        <dl className={classes.facts}>
          {person.name !== null && (
            <div>
              <dt>Name</dt>
              <dd>{person.name}</dd>
            </div>
          )}
          <div>
            <dt>E-mail</dt>
            <dd>{person.email}</dd>
          </div>
          <div>
            <dt>Here since</dt>
            <dd>
              {new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long' }).format(
                new Date(person.createdAt),
              )}
            </dd>
          </div>
        </dl>
      </section>
      <section aria-labelledby="appearance">
        <h2 id="appearance">Appearance</h2>
        <Choice
          name="Appearance"
          value={colorScheme}
          options={{ auto: 'As the system', light: 'Light', dark: 'Dark' }}
          onChange={setColorScheme}
        />
      </section>
      <Export />
      <DeleteAccount person={person} />
    </div>
  )
}
