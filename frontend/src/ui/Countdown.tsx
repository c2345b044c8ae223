import { useNow } from './useNow'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** How long until then, in seconds unless it is long. Not read aloud: a screen reader would hear a new number each second. */
export function Countdown({ until }: { until: number }) {
  const seconds = Math.max(0, Math.ceil((until - useNow(200)) / 1000))
  return (
    <span aria-hidden="true" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {inWords(seconds)}
    </span>
  )
}

function inWords(seconds: number): string {
  if (seconds === 0) {
    return 'now'
  }
  if (seconds < 2 * MINUTE) {
    return `in ${seconds} s`
  }
  return seconds < 2 * HOUR ? `in ${Math.ceil(seconds / MINUTE)} min` : `in ${Math.ceil(seconds / HOUR)} h`
}
