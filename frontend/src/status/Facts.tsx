import type { ReactNode } from 'react'
import { RelativeTime } from '../ui/RelativeTime'
import type { Status } from './queries'
import classes from './StatusPage.module.css'

/** What is known of the connection, and since when. */
export function Facts({ status: { service, database } }: { status: Status }) {
  const { lastVerifiedAt, roundTripMillis, endpoint, tls, serverVersion, schemaVersion, migration } = database
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Database and service</h2>
      <dl className={classes.facts}>
        <Fact name="Last check asked for">
          {lastVerifiedAt === null ? 'never' : <RelativeTime instant={lastVerifiedAt} />}
        </Fact>
        <Fact name="Round trip">{roundTripMillis === null ? 'not measured' : `${roundTripMillis} ms`}</Fact>
        <Fact name="Endpoint">{endpoint === 'POOLED' ? 'pooled' : 'direct'}</Fact>
        <Fact name="Encryption" detail={tls?.cipher}>
          {tls === null ? 'not connected yet' : tls.version}
        </Fact>
        <Fact name="PostgreSQL">{serverVersion ?? 'not connected yet'}</Fact>
        <Fact name="Schema">{schemaVersion ?? 'not migrated yet'}</Fact>
        {migration !== null && (
          <Fact name="Migration" detail={migration.running ?? undefined}>
            {`${migration.done} of ${migration.of} done`}
            {migration.percent !== null && `, the next at ${migration.percent} %`}
          </Fact>
        )}
        <Fact name="Service">{service.version}</Fact>
        <Fact name="Running since">
          <RelativeTime instant={service.startedAt} />
        </Fact>
      </dl>
    </section>
  )
}

function Fact({
  name,
  detail,
  children,
}: {
  name: string
  detail?: string | undefined
  children: ReactNode
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {detail !== undefined && <small>{detail.replaceAll('_', '_\u200b')}</small>}
      </dd>
    </div>
  )
}
