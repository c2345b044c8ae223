/** What the browser keeps by origin. It may be switched off, broken or full: nothing is thrown then, and a writer is told. */
export function readText(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** What was written as JSON, or nothing where that cannot be read. */
export function readObject(key: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(readText(key) ?? 'null')
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** Whether it is kept. */
export function writeText(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

export function removeText(key: string): boolean {
  try {
    localStorage.removeItem(key)
    return true
  } catch {
    return false
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
