const words = new Map<string, Intl.RelativeTimeFormat>()
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

/** `3 minutes ago`, in the browser's language. */
export function ago(instant: string, now: number, language = navigator.language): string {
  const format = words.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  words.set(language, format)
  const seconds = Math.min(0, Math.round((Date.parse(instant) - now) / 1000))
  if (seconds > -5) {
    return language.startsWith('en') ? 'just now' : format.format(0, 'second')
  }
  const [unit, size] = UNITS.find(([, size]) => -seconds >= size) ?? ['second', 1]
  return format.format(Math.ceil(seconds / size), unit)
}

const TIME = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short' })
const DAY_AND_TIME = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeStyle: 'short' })

/** `6:46 AM`, or as the browser's language has it, with the day where that is not today. */
export function clock(instant: string, now: Date): string {
  const date = new Date(instant)
  return (isoDay(date) === isoDay(now) ? TIME : DAY_AND_TIME).format(date)
}

/** A day in the person's own time zone, as the service writes it: `2026-12-24`. */
export function isoDay(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
