import { base } from '../base'

/** Has the browser keep what the page is made of, when it has nothing else to do, so that it opens where nobody can be reached. */
export function keepShell(): void {
  if (!import.meta.env.PROD) {
    return
  }
  const later = window.requestIdleCallback ?? setTimeout
  if (document.readyState === 'complete') {
    later(register)
  } else {
    window.addEventListener('load', () => later(register), { once: true })
  }
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register(`${base}/sw.js`, { scope: `${base}/` })
  } catch {
    // Denied, as storage may be, or the page came over plain HTTP.
  }
}
