type Purpose = 'reset' | 'confirm'

/** What stood in the address of the link that led here. This page alone keeps it, until it is used. */
let link: { purpose: Purpose; token: string } | null = null

export function take(purpose: Purpose, token: string): void {
  link = { purpose, token }
}

export function linked(purpose: Purpose): string | null {
  return link?.purpose === purpose ? link.token : null
}

export function forgetLink(): void {
  link = null
}
