import { type ReactNode, useState } from 'react'
import { clock } from '../ui/time'
import { quickness } from './amounts'
import classes from './LastDay.module.css'
import type { History } from './queries'
import { CAUSES, STATES } from './words'

/** The same in words and numbers, the newest first. */
export function Tables({ history, now }: { history: History; now: Date }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={classes.tables} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as tables</summary>
      {isOpen && (
        <>
          <Table caption="What it was at" heads={['State', 'From', 'To', 'Why']}>
            {history.states.toReversed().map(({ state, from, to, reason }) => (
              <tr key={`${state} ${from}`}>
                <th scope="row">{STATES[state]}</th>
                <td>{clock(from, now)}</td>
                <td>{to === null ? 'now' : clock(to, now)}</td>
                <td>{reason ?? ''}</td>
              </tr>
            ))}
          </Table>
          <Table caption="Wake-ups" heads={['When', 'Woken by', 'Took']}>
            {history.wakes.toReversed().map(({ at, cause, tookMillis }) => (
              <tr key={at}>
                <th scope="row">{clock(at, now)}</th>
                <td>{CAUSES.find((known) => known.cause === cause)?.words}</td>
                <td>{quickness(tookMillis)}</td>
              </tr>
            ))}
          </Table>
          <Table caption="The fastest answer of each five minutes" heads={['When', 'Took']}>
            {history.roundTrips.toReversed().map(({ at, millis }) => (
              <tr key={at}>
                <th scope="row">{clock(at, now)}</th>
                <td>{quickness(millis)}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </details>
  )
}

function Table({ caption, heads, children }: { caption: string; heads: string[]; children: ReactNode }) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
