import { TextInput } from '@mantine/core'
import type { Person } from '../api/session'
import { AskingForm } from './AskingForm'
import { useRenaming } from './changing'
import classes from './SettingsPage.module.css'

type Props = { person: Person; isOfIssuer: boolean }

/** Who a person is here. What an outside issuer says of them is changed there. */
export function You({ person, isOfIssuer }: Props) {
  return (
    <section aria-labelledby="you">
      <h2 id="you">You</h2>
      <dl className={classes.facts}>
        {isOfIssuer && person.name !== null && (
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
      {!isOfIssuer && <Renaming name={person.name} />}
    </section>
  )
}

function Renaming({ name }: { name: string | null }) {
  const renaming = useRenaming()
  return (
    <AskingForm
      action="Save"
      asking={renaming}
      read={(form) => ({ name: String(form.get('name')) })}
      beside={<span role="status">{renaming.isSuccess && 'Saved'}</span>}
    >
      {(faultOf) => (
        <TextInput
          name="name"
          label="Name"
          description="If you like to be called by it"
          autoComplete="name"
          defaultValue={name ?? ''}
          error={faultOf('name')}
          onChange={() => renaming.isSuccess && renaming.reset()}
        />
      )}
    </AskingForm>
  )
}
