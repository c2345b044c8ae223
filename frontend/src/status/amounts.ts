const COUNT = new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 1 })

/** `20 h 40 min`, or `40 s` where it is less than a minute. */
export function lengthOf(minutes: number): string {
  if (minutes < 1) {
    return `${Math.round(minutes * 60)} s`
  }
  const whole = Math.round(minutes)
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ')
}

/** `1.8 ms`, `1.2 s`. */
export function quickness(millis: number): string {
  return millis < 1000 ? `${COUNT.format(millis)} ms` : `${COUNT.format(millis / 1000)} s`
}

/** The one in the middle; of an even number the lower. */
export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? 0
}

/** An amount of money, of which the service does not know the currency. */
export function amount(value: number): string {
  const digits = value < 1 ? 4 : 2
  return new Intl.NumberFormat(navigator.language, { maximumFractionDigits: digits }).format(value)
}
