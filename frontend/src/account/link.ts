/** What stood in the address of the link that led here. This page alone keeps it, until it is used. */
let token: string | null = null

export function take(fragment: string): void {
  token = fragment
}

export function linked(): string | null {
  return token
}

export function forgetLink(): void {
  token = null
}
