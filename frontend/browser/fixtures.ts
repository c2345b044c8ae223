import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { Service, Simulator } from './neon'

export type Person = { email: string; password: string; name: string; token: string }
type Task = {
  id: string
  title: string
  description: string | null
  completed: boolean
  dueOn: string | null
}

/** Calls the API as another device of the same person would. */
class Api {
  constructor(private readonly url: string) {}

  async signUp(name: string): Promise<Person> {
    const person = {
      email: `${name.toLowerCase().slice(0, 20)}-${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
      name,
    }
    const { accessToken } = await this.call('POST', '/api/auth/sign-up', undefined, person)
    return { ...person, token: accessToken }
  }

  add(person: Person, task: Record<string, unknown>): Promise<Task> {
    return this.call('POST', '/api/tasks', person, task)
  }

  change(person: Person, id: string, change: Record<string, unknown>): Promise<Task> {
    return this.call('PATCH', `/api/tasks/${id}`, person, change)
  }

  find(person: Person, id: string): Promise<Task> {
    return this.call('GET', `/api/tasks/${id}`, person)
  }

  async titles(person: Person): Promise<string[]> {
    const { items } = await this.call('GET', '/api/tasks?limit=100', person)
    return items.map((task: Task) => task.title)
  }

  remove(person: Person, id: string): Promise<unknown> {
    return this.call('DELETE', `/api/tasks/${id}`, person)
  }

  private async call(method: string, path: string, person?: Person, body?: unknown) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(person !== undefined && { Authorization: `Bearer ${person.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    }
    return response.status === 204 ? null : response.json()
  }
}

type Fixtures = { neon: Simulator; api: Api; faults: string[] }
type Shared = { running: { simulator: Simulator; service: Service } }

/** Each test begins with a database that is awake and well, and ends without a complaint in the console. */
export const test = base.extend<Fixtures, Shared>({
  running: [
    // biome-ignore lint/correctness/noEmptyPattern: what Playwright reads there is the fixtures it needs
    async ({}, use) => {
      const simulator = await Simulator.start()
      const service = await Service.start(simulator.url, {
        DATABASE_WAKE_BUDGET: '4s',
        SIGN_UP_LIMIT: '1000/1h',
        SIGN_IN_LIMIT: '1000/1m',
      })
      await use({ simulator, service })
      await service.stop()
      await simulator.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: ({ running }, use) => use(running.service.url),
  api: ({ running }, use) => use(new Api(running.service.url)),
  neon: [
    async ({ running }, use) => {
      await running.simulator.reset()
      await use(running.simulator)
      await running.simulator.reset()
    },
    { auto: true },
  ],
  faults: [
    async ({ page }, use) => {
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        // A failed call is a line of the browser's own.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          faults.push(message.text())
        }
      })
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

/** Once the page is kept: a browser that is doing so complains when the script cannot be had. */
export async function goOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await page.context().setOffline(true)
}

/** Without waiting for the answer. */
export async function askToSignIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await askToSignIn(page, person)
  await expect(page.getByRole('heading', { name: 'tasks' })).toBeVisible()
}

export async function add(page: Page, title: string): Promise<void> {
  await page.getByLabel('What needs doing?').fill(title)
  await page.keyboard.press('Enter')
}

export function row(page: Page, title: string) {
  return page.getByRole('list', { name: 'Tasks' }).getByRole('listitem').filter({ hasText: title })
}

/** No violation of WCAG 2.2 A and AA, nor of axe' own good practice. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

/** Into the run's output and its report. */
export function measured(figures: string): void {
  process.stdout.write(`  measured: ${figures}\n`)
  test.info().annotations.push({ type: 'measured', description: figures })
}
