import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMemoryHistory } from '@tanstack/react-router'
import { beforeEach, expect, it, vi } from 'vitest'
import { createAppRouter } from './router'

const SCOPE = 'https://example.com/tasks/'
const SCRIPT = readFileSync(join(import.meta.dirname, 'sw.js'), 'utf8')
const FILES = ['assets/index-1.js', 'assets/TasksPage-1.js', 'favicon.svg']

/** Answers by their addresses, in the order in which they came. */
class Store {
  readonly entries = new Map<string, Response>()
  async match(request: Request | string) {
    return this.entries.get(typeof request === 'string' ? request : request.url)?.clone()
  }
  async put(url: string, response: Response) {
    this.entries.set(url, response)
  }
  async addAll(urls: string[]) {
    const responses = await Promise.all(urls.map((url) => server(url)))
    if (responses.some((response) => !response.ok)) {
      throw new TypeError('Failed to fetch')
    }
    for (const [index, url] of urls.entries()) {
      this.entries.set(url, responses[index] as Response)
    }
  }
}

class Stores {
  readonly all = new Map<string, Store>()
  async open(name: string) {
    const store = this.all.get(name) ?? new Store()
    this.all.set(name, store)
    return store
  }
  async keys() {
    return [...this.all.keys()]
  }
  async delete(name: string) {
    return this.all.delete(name)
  }
  async match(request: Request) {
    for (const store of this.all.values()) {
      const found = await store.match(request)
      if (found !== undefined) {
        return found
      }
    }
    return undefined
  }
}

let stores: Stores
let asked: string[]
let server: (url: string) => Promise<Response>

type Event = {
  waitUntil: (work: Promise<unknown>) => void
  respondWith: (answer: Promise<Response>) => void
  request?: unknown
}

/** The worker of one build, as the browser runs it. */
function worker(version: string, files = FILES, storage: unknown = stores) {
  const listeners = new Map<string, (event: Event) => void>()
  const skipWaiting = vi.fn()
  const self = {
    registration: { scope: SCOPE },
    skipWaiting,
    addEventListener: (name: string, listener: (event: Event) => void) => listeners.set(name, listener),
  }
  const build = { version, entry: `index-${version}.js`, files }
  const fetch = (request: Request | string) => {
    const url = typeof request === 'string' ? request : request.url
    asked.push(url)
    return server(url)
  }
  new Function('self', 'caches', 'fetch', '__BUILD__', SCRIPT)(self, storage, fetch, build)
  const fire = async (name: string) => {
    let work: Promise<unknown> = Promise.resolve()
    listeners.get(name)?.({ waitUntil: (more) => (work = more), respondWith() {} })
    await work
  }
  /** What it answers, `null` where it leaves that to the browser. */
  const get = async (path: string, mode = 'cors', method = 'GET') => {
    let answer: Promise<Response> | null = null
    const request = { url: new URL(path, SCOPE).href, mode, method }
    listeners.get('fetch')?.({ request, respondWith: (given) => (answer = given), waitUntil() {} })
    return answer === null ? null : (await (answer as Promise<Response>)).text()
  }
  return { install: () => fire('install'), activate: () => fire('activate'), get, skipWaiting }
}

const away = () => Promise.reject(new TypeError('Failed to fetch'))

/** A service that has been brought up to this version. */
function serving(version: string) {
  server = async (url) => {
    const path = url.slice(SCOPE.length)
    const isThere = path === 'favicon.svg' || path.includes(`-${version}.js`)
    if (path.startsWith('assets/') || path.includes('.')) {
      return new Response(`${path}`, { status: isThere ? 200 : 404 })
    }
    return new Response(`<script src="assets/index-${version}.js">`)
  }
}

const installed = async (version: string) => {
  const it = worker(
    version,
    FILES.map((file) => file.replace('-1.js', `-${version}.js`)),
  )
  await it.install()
  await it.activate()
  return it
}

beforeEach(() => {
  stores = new Stores()
  asked = []
  serving('1')
})

it('opens any page where nobody can be reached', async () => {
  const { get } = await installed('1')
  server = away
  expect(await get('settings', 'navigate')).toContain('index-1.js')
  expect(await get('?show=done', 'navigate')).toContain('index-1.js')
  expect(await get('assets/TasksPage-1.js')).toBe('assets/TasksPage-1.js')
  expect(await get('favicon.svg')).toBe('favicon.svg')
})

it('opens it where something in front of the service answers in its place', async () => {
  const { get } = await installed('1')
  server = async () => new Response('Bad gateway', { status: 502 })
  expect(await get('', 'navigate')).toContain('index-1.js')
})

it('opens it where no answer comes', async () => {
  const { get } = await installed('1')
  server = () => new Promise(() => {})
  vi.useFakeTimers()
  const page = get('', 'navigate')
  await vi.advanceTimersByTimeAsync(3000)
  expect(await page).toContain('index-1.js')
  vi.useRealTimers()
})

it('asks the service for the page as long as it can be reached', async () => {
  const { get } = await installed('1')
  serving('2')
  expect(await get('', 'navigate')).toContain('index-2.js')
})

it('asks nobody for what never changes', async () => {
  const { get } = await installed('1')
  asked = []
  await get('assets/index-1.js')
  expect(asked).toEqual([])
})

it.each([
  ['api/tasks', 'cors'],
  ['api/auth/refresh', 'cors'],
  ['api', 'navigate'],
  ['health/ready', 'cors'],
  ['docs/', 'navigate'],
  ['openapi', 'navigate'],
  ['../other/', 'navigate'],
  ['https://elsewhere.example/tasks/', 'cors'],
])('leaves %s alone', async (path, mode) => {
  const { get } = await installed('1')
  server = away
  expect(await get(path, mode)).toBeNull()
})

it.each(['favicon.ico', 'robots.txt', 'grafana/', 'settings/keys', 'reset.html', 'a-page-to-come'])(
  'does not answer for %s, which is no page of ours',
  async (path) => {
    const { get } = await installed('1')
    server = away
    expect(await get(path, 'navigate')).toBeNull()
  },
)

it('knows all pages that there are', async () => {
  const { get } = await installed('1')
  server = away
  const pages = Object.keys(createAppRouter(createMemoryHistory()).routesByPath)
  expect(pages).toContain('/confirm')
  for (const page of pages) {
    expect(await get(page.slice(1), 'navigate'), page).toContain('index-1.js')
    expect(await get(`${page.slice(1)}?q=milk`, 'navigate'), page).toContain('index-1.js')
  }
  expect(await get('settings/', 'navigate')).toContain('index-1.js')
})

it('leaves what is sent alone', async () => {
  const { get } = await installed('1')
  expect(await get('', 'navigate', 'POST')).toBeNull()
})

it('takes the place of the version before at once, and still has the parts of pages that are open', async () => {
  await installed('1')
  serving('2')
  const next = await installed('2')
  expect(next.skipWaiting).toHaveBeenCalledTimes(1)
  expect(await next.get('assets/TasksPage-1.js')).toBe('assets/TasksPage-1.js')
  server = away
  expect(await next.get('', 'navigate')).toContain('index-2.js')
})

it('keeps three versions, and leaves what others keep', async () => {
  await stores.open('neon-tasks https://example.com/ 0')
  for (const version of ['1', '2', '3', '4']) {
    serving(version)
    await installed(version)
  }
  expect([...stores.all.keys()].map((name) => name.split(' ').slice(1))).toEqual([
    ['https://example.com/', '0'],
    [SCOPE, '2'],
    [SCOPE, '3'],
    [SCOPE, '4'],
  ])
})

it('is not installed of two versions', async () => {
  serving('2')
  const { install, skipWaiting } = worker('1')
  await expect(install()).rejects.toThrow('another version')
  expect(skipWaiting).not.toHaveBeenCalled()
  expect(stores.all.size).toBe(0)
})

it('is not installed with a part missing', async () => {
  const { install } = worker('1', [...FILES, 'assets/missing.js'])
  await expect(install()).rejects.toThrow()
  expect(stores.all.size).toBe(0)
})

it('asks the service where storage is broken', async () => {
  const broken = { open: () => Promise.reject(new DOMException('Broken.', 'UnknownError')) }
  const { get } = worker('1', FILES, broken)
  expect(await get('', 'navigate')).toContain('index-1.js')
  expect(await get('assets/index-1.js')).toBe('assets/index-1.js')
})
