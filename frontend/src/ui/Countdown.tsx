import { useNow } from './useNow'

/** Whole seconds until then. Not read aloud: a screen reader would hear a new number each second. */
export function Countdown({ until }: { until: number }) {
  const seconds = Math.max(0, Math.ceil((until - useNow(200)) / 1000))
  return (
    <span aria-hidden="true" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {seconds === 0 ? 'now' : `in ${seconds} s`}
    </span>
  )
}
