const DAY_MILLIS = 86_400_000
/** Of a word, as many letters as tell it from others in most languages. */
const LETTERS = 2

const words = new Map<string, Words>()

/** What people call days: the distance from today, the day of the week with Sunday as 0, the month with January as 0. */
type Words = { distances: [string, number][]; weekdays: [string, number][]; months: [string, number][] }

/**
 * The day that somebody means by `text`, as `2026-12-24`: "tomorrow", "fri", "24.12.", "24 Dec", in English or the browser's
 * language; `undefined` when that is none. Without a year it is the next such day, and a weekday is never today.
 */
export function dayOf(text: string, today: string, language = navigator.language): string | undefined {
  const said = text.trim().toLocaleLowerCase(language).replace(/\s+/g, ' ')
  return ofNumbers(said, today, language) ?? ofWords(said, today, wordsOf(language))
}

/** A day as numbers in the browser's language, which {@link dayOf} takes. */
export function numbersOf(day: string, language = navigator.language): string {
  const written = new Intl.DateTimeFormat(language, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day))
  return ofNumbers(written, day, language) === day ? written : day
}

function ofNumbers(said: string, today: string, language: string): string | undefined {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(said)
  if (iso !== null) {
    return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  }
  const [, one, separator, two, year] =
    /^(\d\d?)([./-]) ?(\d\d?)(?:(?:\2 ?| )(\d{4}|\d\d))?\.?$/.exec(said) ?? []
  if (one === undefined || two === undefined) {
    return undefined
  }
  const [day, month] = separator === '/' && isMonthFirst(language) ? [two, one] : [one, two]
  return inYear(year, Number(month), Number(day), today)
}

function ofWords(said: string, today: string, { distances, weekdays, months }: Words): string | undefined {
  const distance = named(said, distances)
  if (distance !== undefined) {
    return later(today, distance)
  }
  const weekday = named(said, weekdays)
  if (weekday !== undefined) {
    return later(today, ((weekday - new Date(today).getUTCDay() + 6) % 7) + 1)
  }
  const date =
    /^(?<day>\d\d?)\.? (?<month>\p{L}+)\.?(?:,? (?<year>\d{4}))?$/u.exec(said) ??
    /^(?<month>\p{L}+)\.? (?<day>\d\d?)(?:,? (?<year>\d{4}))?$/u.exec(said)
  const month = named(date?.groups?.month ?? '', months)
  return month === undefined
    ? undefined
    : inYear(date?.groups?.year, month + 1, Number(date?.groups?.day), today)
}

/** What all names that begin so stand for, if that is one thing. */
function named(said: string, names: [string, number][]): number | undefined {
  const word = said.replace(/\.$/, '')
  const exact = names.find(([name]) => name === word)
  if (exact !== undefined) {
    return exact[1]
  }
  const found = new Set(
    names.filter(([name]) => word.length >= LETTERS && name.startsWith(word)).map(([, means]) => means),
  )
  return found.size === 1 ? [...found][0] : undefined
}

function inYear(year: string | undefined, month: number, day: number, today: string): string | undefined {
  if (year !== undefined) {
    return valid(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
  }
  const first = Number(today.slice(0, 4))
  // February 29 comes within eight.
  return Array.from({ length: 9 }, (_, after) => valid(first + after, month, day)).find(
    (date) => date !== undefined && date >= today,
  )
}

function valid(year: number, month: number, day: number): string | undefined {
  const pad = (part: number, length: number) => String(part).padStart(length, '0')
  const iso = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  const at = new Date(iso)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined
}

function later(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY_MILLIS).toISOString().slice(0, 10)
}

function isMonthFirst(language: string): boolean {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'day' || type === 'month')?.type === 'month'
}

function wordsOf(language: string): Words {
  const known = words.get(language) ?? join(namesIn('en'), namesIn(language))
  words.set(language, known)
  return known
}

function join(one: Words, other: Words): Words {
  return {
    distances: [...one.distances, ...other.distances],
    weekdays: [...one.weekdays, ...other.weekdays],
    months: [...one.months, ...other.months],
  }
}

function namesIn(language: string): Words {
  const small = (text: string) => text.toLocaleLowerCase(language).replace(/\.$/, '')
  const near = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const names = (count: number, at: (index: number) => number, field: 'weekday' | 'month') =>
    (['long', 'short'] as const).flatMap((form) => {
      const format = new Intl.DateTimeFormat(language, { [field]: form, timeZone: 'UTC' })
      return Array.from({ length: count }, (_, index): [string, number] => [
        small(format.format(at(index))),
        index,
      ])
    })
  return {
    distances: [-1, 0, 1, 2].map((days) => [small(near.format(days, 'day')), days]),
    // The fourth of January 1970 was a Sunday.
    weekdays: names(7, (day) => Date.UTC(1970, 0, 4 + day), 'weekday'),
    months: names(12, (month) => Date.UTC(1970, month, 1), 'month'),
  }
}
