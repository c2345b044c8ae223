import {
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router'
import { linked, take } from './account/link'
import { readList } from './api/keptList'
import { current, type Person, warm } from './api/session'
import { NotFound } from './app/NotFound'
import { Shell } from './app/Shell'
import { Unexpected } from './app/Unexpected'
import { base } from './base'
import type { Order, Show } from './tasks/task'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Unexpected })

/** Pages of a person's own. Whoever is not signed in comes back after that. */
function signedIn({ location }: { location: ParsedLocation }): void {
  if (current().person === null) {
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
  }
}

/** Whoever has a list to look at asks for a newer one when that wakes nobody. */
async function warmUp(person: Person | null): Promise<void> {
  if (person !== null && (await readList(person.id)) === null) {
    warm()
  }
}

/** For those who are not: everybody else is where they wanted to be. */
function signedOut({ search }: { search: { next?: string } }): void {
  if (current().person !== null) {
    throw redirect({ to: '/', ...(search.next !== undefined && { href: search.next }) })
  }
}

/** Only ways within this page: a link must not lead elsewhere. */
function next(search: Record<string, unknown>): { next?: string } {
  return typeof search.next === 'string' && /^\/(?!\/|\\)/.test(search.next) && search.next !== '/'
    ? { next: search.next }
    : {}
}

/** All but the one that the page begins with. */
const VIEWS: unknown[] = ['overdue', 'today', 'upcoming', 'done'] satisfies Show[]

function isView(show: unknown): show is Show {
  return VIEWS.includes(show)
}

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search): { q?: string; show?: Show; sort?: Order } => ({
    ...(typeof search.q === 'string' && search.q !== '' && { q: search.q }),
    ...(isView(search.show) && { show: search.show }),
    ...((search.sort === 'created' || search.sort === 'due') && { sort: search.sort }),
  }),
  beforeLoad(to) {
    signedIn(to)
    void warmUp(current().person)
  },
  component: lazyRouteComponent(() => import('./tasks/TasksPage'), 'TasksPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  beforeLoad: signedOut,
  component: lazyRouteComponent(() => import('./account/SignInPage'), 'SignInPage'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: next,
  beforeLoad: signedOut,
  component: lazyRouteComponent(() => import('./account/SignUpPage'), 'SignUpPage'),
})

/** For those who are signed in, too: some changes ask for the password. */
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('./account/ForgottenPage'), 'ForgottenPage'),
})

/** For those who are signed in, too: the link may be another account's. What it says leaves the address at once. */
function takenFrom(purpose: 'reset' | 'confirm', { location }: { location: ParsedLocation }) {
  if (location.hash !== '') {
    take(purpose, location.hash)
    throw redirect({ to: `/${purpose}`, replace: true })
  }
  return { token: linked(purpose) }
}

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  beforeLoad: (to) => takenFrom('reset', to),
  component: lazyRouteComponent(() => import('./account/ResetPage'), 'ResetPage'),
})

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  beforeLoad: (to) => takenFrom('confirm', to),
  component: lazyRouteComponent(() => import('./account/ConfirmPage'), 'ConfirmPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./account/SettingsPage'), 'SettingsPage'),
})

const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyRouteComponent(() => import('./status/StatusPage'), 'StatusPage'),
})

export function createAppRouter(history = createBrowserHistory()) {
  return createRouter({
    history,
    basepath: base,
    routeTree: root.addChildren([tasks, signIn, signUp, forgotten, reset, confirm, settings, status]),
    scrollRestoration: true,
    // What no page has validated is not there.
    search: { strict: true },
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
  interface HistoryState {
    /** The password is another one since a moment ago. */
    isReset?: boolean
  }
}
