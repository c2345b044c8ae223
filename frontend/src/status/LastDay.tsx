import { useQuery } from '@tanstack/react-query'
import { clock } from '../ui/time'
import { amount, lengthOf } from './amounts'
import { Bars } from './Bars'
import classes from './LastDay.module.css'
import { type History, historyQuery } from './queries'
import { Strip } from './Strip'
import { Tables } from './Tables'
import { CAUSES } from './words'

/** What the copy of the service that answers has seen of the database. */
export function LastDay({ since }: { since: string }) {
  const { data, error, dataUpdatedAt } = useQuery(historyQuery(since))
  return (
    <section aria-labelledby="last-day">
      <h2 id="last-day">Last 24 hours</h2>
      <div className={classes.card}>
        {data === undefined ? (
          <p className={classes.quiet}>{error === null ? 'Looking it up' : error.message}</p>
        ) : (
          <Seen history={data} until={endOf(data, dataUpdatedAt)} />
        )}
      </div>
    </section>
  )
}

/** The clock of the browser may be behind that of the service. */
function endOf({ states }: History, readAt: number): number {
  return Math.max(readAt, ...states.map((stretch) => Date.parse(stretch.from)))
}

function Seen({ history, until }: { history: History; until: number }) {
  const { replica, since, states, wakes, roundTrips, awakeMinutes, asleepMinutes, cost } = history
  const begin = Date.parse(since)
  return (
    <>
      <p className={classes.quiet}>
        {`What copy ${replica} of the service has seen since ${clock(since, new Date(until))}. `}
        It is kept in memory, and begins anew when that copy starts.
      </p>
      <Strip states={states} begin={begin} end={until} />
      <p>
        {`Awake for ${lengthOf(awakeMinutes)}, asleep for ${lengthOf(asleepMinutes)}.`}
        {cost !== null && ` ${wordsOf(cost)}`}
      </p>
      <Wakes wakes={wakes} />
      <div className={classes.plots}>
        <Bars
          name="Wake-up times"
          none="It has not been woken."
          begin={begin}
          end={until}
          bars={wakes.map((wake) => ({ at: Date.parse(wake.at), millis: wake.tookMillis }))}
        />
        <Bars
          name="Fastest answers"
          none="It has not answered."
          begin={begin}
          end={until}
          bars={roundTrips.map((trip) => ({ at: Date.parse(trip.at), millis: trip.millis }))}
        />
      </div>
      <Tables history={history} now={new Date(until)} />
    </>
  )
}

function Wakes({ wakes }: { wakes: History['wakes'] }) {
  const causes = CAUSES.map(({ cause, words }) => ({
    words,
    count: wakes.filter((wake) => wake.cause === cause).length,
  })).filter(({ count }) => count > 0)
  return causes.length === 0 ? null : (
    <div className={classes.wakes}>
      <h3 id="woken">Woken by</h3>
      <ul aria-labelledby="woken">
        {causes.map(({ words, count }) => (
          <li key={words}>
            {words} <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}

function wordsOf({ perHour, today, month }: NonNullable<History['cost']>): string {
  const soFar = `At ${amount(perHour)} an hour awake, that is ${amount(today)} since midnight UTC`
  return month === null ? `${soFar}.` : `${soFar}, and about ${amount(month)} a month.`
}
