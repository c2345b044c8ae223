import { isoDay } from '../ui/time'

const DAY = 86_400_000
const NEAR = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
const SAME_YEAR = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const FAR = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A day as people say it: Today, Tomorrow, Friday, Dec 24. */
export function dueWords(day: string, now: Date): string {
  const today = isoDay(now)
  const distance = Math.round((Date.parse(day) - Date.parse(today)) / DAY)
  if (distance >= -1 && distance <= 1) {
    return ['Yesterday', 'Today', 'Tomorrow'][distance + 1] ?? day
  }
  if (distance > 1 && distance < 7) {
    return NEAR.format(Date.parse(day))
  }
  return (day.slice(0, 4) === today.slice(0, 4) ? SAME_YEAR : FAR).format(Date.parse(day))
}
