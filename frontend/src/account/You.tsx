import { TextInput } from '@mantine/core'
import type { Person } from '../api/session'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
import { AskingForm } from './AskingForm'
import { useConfirmationMail, useRenaming } from './changing'
import { EmailChange } from './EmailChange'
import { useMail } from './issuer'
import classes from './SettingsPage.module.css'

type Props = { person: Person; isOfIssuer: boolean }

/** Who a person is here. What an outside issuer says of them is changed there. */
export function You({ person, isOfIssuer }: Props) {
  const hasMail = useMail() === 'sent'
  const mailing = useConfirmationMail()
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
          <dd>
            {person.email}
            {hasMail && <Confirmation isConfirmed={person.emailVerified} mailing={mailing} />}
          </dd>
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
      {hasMail && !person.emailVerified && <Mailing mailing={mailing} />}
      {hasMail && <EmailChange />}
      {!isOfIssuer && <Renaming name={person.name} />}
    </section>
  )
}

type Mailing = { mailing: ReturnType<typeof useConfirmationMail> }

function Confirmation({ isConfirmed, mailing }: Mailing & { isConfirmed: boolean }) {
  return (
    <div className={classes.confirmation}>
      {isConfirmed ? (
        'confirmed'
      ) : (
        <>
          not confirmed ·{' '}
          <WorkButton
            variant="default"
            size="xs"
            isAtWork={mailing.isPending}
            onClick={() => mailing.mutate()}
          >
            Send the mail again
          </WorkButton>
        </>
      )}
    </div>
  )
}

/** How it goes with the mail that confirms the address. */
function Mailing({ mailing }: Mailing) {
  return (
    <div className={classes.mailing}>
      {mailing.isError && (
        <p role="alert" className="fault">
          {mailing.error.message}
        </p>
      )}
      <div role="status">
        {mailing.isSuccess && <p>A mail is on its way. Open the link in it within half an hour.</p>}
      </div>
      <Waking isWaiting={mailing.isPending} failure={failureOf(mailing)} onRetry={() => mailing.mutate()} />
    </div>
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
