const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

/** `3 minutes ago` */
export function ago(instant: string, now: number): string {
  const seconds = Math.min(0, Math.round((Date.parse(instant) - now) / 1000))
  if (seconds > -5) {
    return 'just now'
  }
  const [unit, size] = UNITS.find(([, size]) => -seconds >= size) ?? ['second', 1]
  return WORDS.format(Math.ceil(seconds / size), unit)
}

const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'short' })
const DAY_AND_TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** `6:46 AM`, with the day where that is not today. */
export function clock(instant: string, now: Date): string {
  const date = new Date(instant)
  return (isoDay(date) === isoDay(now) ? TIME : DAY_AND_TIME).format(date)
}

/** A day in the person's own time zone, as the service writes it: `2026-12-24`. */
export function isoDay(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
