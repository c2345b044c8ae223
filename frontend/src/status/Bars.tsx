import { useId } from 'react'
import { median, quickness } from './amounts'
import classes from './LastDay.module.css'

const WIDTH = 1000
const HEIGHT = 100
const BAR = 6
/** What took next to no time is to be seen. */
const LEAST = 3

type Props = {
  name: string
  /** What is said when there are none. */
  none: string
  bars: { at: number; millis: number }[]
  begin: number
  end: number
}

/** How long things took, from left to right. */
export function Bars({ name, none, bars, begin, end }: Props) {
  const id = useId()
  const times = bars.map((bar) => bar.millis)
  const longest = Math.max(...times, 1)
  const scale = (WIDTH - BAR) / Math.max(1, end - begin)
  return (
    <figure aria-labelledby={id} className={classes.plot}>
      <figcaption id={id}>{name}</figcaption>
      {bars.length === 0 ? (
        <p className={classes.quiet}>{none}</p>
      ) : (
        <>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            {bars.map(({ at, millis }) => {
              const height = Math.max(LEAST, (millis / longest) * HEIGHT)
              return (
                <rect key={at} x={(at - begin) * scale} y={HEIGHT - height} width={BAR} height={height} />
              )
            })}
          </svg>
          <p className={classes.quiet}>
            {`Half took ${quickness(median(times))} or less, the longest ${quickness(Math.max(...times))}.`}
          </p>
        </>
      )}
    </figure>
  )
}
