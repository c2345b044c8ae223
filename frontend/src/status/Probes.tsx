import { useQueries } from '@tanstack/react-query'
import { type Database, PROBES, type Probe, probeQuery } from './queries'
import classes from './StatusPage.module.css'

const QUESTIONS: Record<Probe, string> = {
  live: 'Does the process run as it should?',
  ready: 'Should this copy get requests?',
  started: 'Is the start finished?',
}

/** What Kubernetes is told. */
export function Probes({ state }: { state: Database['state'] | undefined }) {
  const answers = useQueries({ queries: PROBES.map((probe) => probeQuery(probe, state)) })
  return (
    <section aria-labelledby="probes">
      <h2 id="probes">Health checks</h2>
      <ul className={classes.probes}>
        {PROBES.map((probe, index) => {
          const answer = answers[index]
          const status = answer?.isError ? 'NO ANSWER' : (answer?.data?.status ?? '…')
          const failing = answer?.data?.checks.filter((check) => check.status === 'DOWN') ?? []
          return (
            <li key={probe}>
              <code>{probe}</code>
              <span className={classes.question}>
                {QUESTIONS[probe]}
                {failing.length > 0 && ` Not for: ${failing.map((check) => check.name).join(', ')}.`}
              </span>
              <span className={classes.verdict} data-status={status}>
                {status}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
