const DAY = 86_400_000

const formats = new Map<string, ReturnType<typeof formatsOf>>()

/** A day as people say it in the browser's language: Today, Tomorrow, Friday, Dec 24. */
export function dueWords(day: string, today: string, language = navigator.language): string {
  const of = formats.get(language) ?? formatsOf(language)
  formats.set(language, of)
  const distance = Math.round((Date.parse(day) - Date.parse(today)) / DAY)
  if (distance >= -1 && distance <= 1) {
    const words = of.near.format(distance, 'day')
    return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
  }
  if (distance > 1 && distance < 7) {
    return of.weekday.format(Date.parse(day))
  }
  return (day.slice(0, 4) === today.slice(0, 4) ? of.sameYear : of.far).format(Date.parse(day))
}

function formatsOf(language: string) {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return {
    near: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    weekday: date({ weekday: 'long' }),
    sameYear: date({ day: 'numeric', month: 'short' }),
    far: date({ day: 'numeric', month: 'short', year: 'numeric' }),
  }
}
