import { useMantineColorScheme } from '@mantine/core'
import { usePerson } from '../api/session'
import { Choice } from '../ui/Choice'
import { DeleteAccount } from './DeleteAccount'
import { Export } from './Export'
import { useOutsideIssuer } from './issuer'
import { PasswordSection } from './PasswordSection'
import { Sessions } from './Sessions'
import classes from './SettingsPage.module.css'
import { You } from './You'

export function SettingsPage() {
  const person = usePerson()
  const isOfIssuer = useOutsideIssuer()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  if (person === null) {
    return null
  }
  return (
    <div className={classes.sections}>
      <h1 tabIndex={-1}>Settings</h1>
      <You person={person} isOfIssuer={isOfIssuer} />
      <section aria-labelledby="appearance">
        <h2 id="appearance">Appearance</h2>
        <Choice
          name="Appearance"
          value={colorScheme}
          options={{ auto: 'As the system', light: 'Light', dark: 'Dark' }}
          onChange={setColorScheme}
        />
      </section>
      {!isOfIssuer && (
        <>
          <PasswordSection person={person} />
          <Sessions person={person} />
        </>
      )}
      <Export />
      <DeleteAccount person={person} />
    </div>
  )
}
