// Opens the page where nobody can be reached. Whoever can be is asked for the page each time, so it is never an old one; what
// has a hash in its name is the same for ever. All else, the API above all, is none of its business. By hand, since files
// named by their content leave nothing to do of what the known libraries are for.
const { version, entry, files } = __BUILD__

const scope = self.registration.scope
/** Others of this kind may be under other paths of the same origin. */
const OURS = `neon-tasks ${scope} `
const CACHE = OURS + version
/** Pages that are open while a new version comes still ask for parts of theirs. */
const VERSIONS = 3
const PATIENCE_MILLIS = 3000
/** As the router has them. For whatever else there is, the browser asks whoever has it. */
const PAGE = /^((sign-in|sign-up|forgotten|reset|confirm|settings|status)\/?)?$/

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(dropOld()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(scope)) {
    return
  }
  const path = new URL(request.url).pathname.slice(new URL(scope).pathname.length)
  if (request.mode === 'navigate' && !files.includes(path)) {
    if (PAGE.test(path)) {
      event.respondWith(pageFor(request))
    }
  } else if (path.startsWith('assets/')) {
    event.respondWith(kept(request).then((known) => known ?? fetch(request)))
  } else if (files.includes(path)) {
    event.respondWith(
      fetch(request).catch(async (failure) => (await kept(request)) ?? Promise.reject(failure)),
    )
  }
})

async function install() {
  try {
    const page = await fetch(scope, { cache: 'no-cache' })
    // While a new version is rolled out, answers come from both.
    if (!page.ok || !(await page.clone().text()).includes(entry)) {
      throw new Error('This is the page of another version.')
    }
    const cache = await caches.open(CACHE)
    await cache.addAll(files.map((file) => scope + file))
    await cache.put(scope, page)
  } catch (failure) {
    await caches.delete(CACHE)
    throw failure
  }
  await self.skipWaiting()
}

async function dropOld() {
  const names = await caches.keys()
  const others = names.filter((name) => name.startsWith(OURS) && name !== CACHE)
  await Promise.all(others.slice(0, 1 - VERSIONS).map((name) => caches.delete(name)))
}

async function pageFor(request) {
  const answer = fetch(request)
  const tooLate = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS))
  const first = await Promise.race([answer.catch(() => undefined), tooLate])
  return first !== undefined && first.status < 500 ? first : ((await kept(scope)) ?? answer)
}

async function kept(request) {
  try {
    const newest = await (await caches.open(CACHE)).match(request, { ignoreVary: true })
    return newest ?? (await caches.match(request, { ignoreVary: true }))
  } catch {
    // Storage is broken or switched off.
  }
}
