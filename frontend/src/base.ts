/** The path that the service is under, as it says in its page: '/tasks', or '' for the root. */
export const base =
  document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content.replace(/\/$/, '') ?? ''

/** A name for what a browser keeps by origin, where another service of this kind may be, under another path. */
export function own(name: string): string {
  return `neon-tasks${base}.${name}`
}
