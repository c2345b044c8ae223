import { clock } from '../ui/time'
import { lengthOf } from './amounts'
import classes from './LastDay.module.css'
import type { Stretch } from './queries'
import { STATES } from './words'

const WIDTH = 1000
/** What is short but matters is to be seen. */
const LEAST = 3
/** From top to bottom of 100, so that they can be told apart without colours, too. */
const SHAPES: Record<Stretch['state'], { y: number; height: number }> = {
  UP: { y: 0, height: 100 },
  ASLEEP: { y: 80, height: 20 },
  WAKING: { y: 40, height: 60 },
  DOWN: { y: 0, height: 45 },
  UNKNOWN: { y: 94, height: 6 },
}
const ORDER: Stretch['state'][] = ['UNKNOWN', 'ASLEEP', 'UP', 'WAKING', 'DOWN']

type Props = { states: Stretch[]; begin: number; end: number }

/** What the database was at, from left to right. */
export function Strip({ states, begin, end }: Props) {
  const bars = states
    .map((stretch) => {
      const from = Date.parse(stretch.from)
      const to = stretch.to === null ? end : Date.parse(stretch.to)
      return { ...stretch, start: from, millis: to - from }
    })
    .toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state))
  const kinds = ORDER.toReversed().filter((state) => bars.some((bar) => bar.state === state))
  const scale = WIDTH / Math.max(1, end - begin)
  return (
    <div className={classes.timeline}>
      <svg viewBox={`0 0 ${WIDTH} 100`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((bar) => (
          <rect
            key={`${bar.state} ${bar.from}`}
            data-state={bar.state}
            x={Math.min(WIDTH - LEAST, (bar.start - begin) * scale)}
            width={Math.max(LEAST, bar.millis * scale)}
            {...SHAPES[bar.state]}
          >
            <title>{titleOf(bar, end)}</title>
          </rect>
        ))}
      </svg>
      <div className={classes.axis}>
        {[begin, (begin + end) / 2, end].map((time) => (
          <span key={time}>{timeOfDay(time)}</span>
        ))}
      </div>
      <ul className={classes.legend} aria-label="How long it was at what">
        {kinds.map((state) => (
          <li key={state}>
            <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
              <rect data-state={state} x={0} width={10} {...SHAPES[state]} />
            </svg>
            {STATES[state]} <strong>{lengthOf(minutesAt(state, bars))}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}

function minutesAt(state: Stretch['state'], bars: { state: string; millis: number }[]): number {
  return bars.filter((bar) => bar.state === state).reduce((sum, bar) => sum + bar.millis, 0) / 60_000
}

function titleOf({ state, from, to, reason }: Stretch, end: number): string {
  const now = new Date(end)
  const why = reason === null ? '' : `: ${reason}`
  return `${STATES[state]}, ${clock(from, now)} – ${to === null ? 'now' : clock(to, now)}${why}`
}

function timeOfDay(time: number): string {
  const date = new Date(time)
  return clock(date.toISOString(), date)
}
