import { useQuery } from '@tanstack/react-query'
import { CheckNow } from './CheckNow'
import { Facts } from './Facts'
import { LastDay } from './LastDay'
import { Pool } from './Pool'
import { Probes } from './Probes'
import { statusQuery } from './queries'
import classes from './StatusPage.module.css'
import { Summary } from './Summary'

export function StatusPage() {
  const { data, error, dataUpdatedAt } = useQuery(statusQuery)
  return (
    <div className={classes.page}>
      <h1>Status</h1>
      {error !== null && (
        <p role="alert" className="fault">
          {error.message} {data !== undefined && 'What follows is what it said last.'}
        </p>
      )}
      {data === undefined && error === null && <div className={classes.skeleton} aria-hidden="true" />}
      {data !== undefined && (
        <>
          <Summary database={data.database} seenAt={error === null ? null : dataUpdatedAt}>
            <CheckNow />
          </Summary>
          <LastDay since={data.database.since} />
          <Pool pool={data.database.pool} />
          <Facts status={data} />
        </>
      )}
      <Probes state={data?.database.state} />
    </div>
  )
}
