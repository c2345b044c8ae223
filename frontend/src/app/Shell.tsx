import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Leaving } from '../account/Leaving'
import { SignOut } from '../account/SignOut'
import { useApart } from '../api/kept'
import { useFleeting, usePerson } from '../api/session'
import { base } from '../base'
import bar from '../ui/barLink.module.css'
import { keepShell } from './keepShell'
import classes from './Shell.module.css'

/** What is around every page. */
export function Shell() {
  const person = usePerson()
  const isFleeting = useFleeting()
  const isApart = useApart()
  const router = useRouter()
  const pathname = useRouterState({ select: (state) => state.location.pathname })

  // biome-ignore lint/correctness/useExhaustiveDependencies: who may see which page depends on the person
  useEffect(() => {
    void router.invalidate()
  }, [router, person])

  const isSignedIn = person !== null
  useEffect(() => {
    if (isSignedIn) {
      keepShell()
    }
  }, [isSignedIn])

  const drawn = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(drawn)
  useEffect(() => {
    const isFirst = before.current === undefined
    before.current = drawn
    if (!isFirst && document.activeElement === document.body) {
      document.getElementById('main')?.focus({ preventScroll: true })
    }
  }, [drawn])

  useEffect(() => {
    document.title = `${TITLES[pathname] ?? 'Not found'} · neon-tasks`
  }, [pathname])

  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.brand} aria-label="neon-tasks, home">
            <img src={`${base}/favicon.svg`} alt="" width="26" height="26" />
            <span>neon-tasks</span>
          </Link>
          <nav aria-label="Pages" className={classes.pages}>
            {person !== null && <PageLink to="/">Tasks</PageLink>}
            <PageLink to="/status">Status</PageLink>
            {person !== null && <PageLink to="/settings">Settings</PageLink>}
            {person === null && <PageLink to="/sign-in">Sign in</PageLink>}
            {person !== null && <SignOut person={person} />}
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {isFleeting && (
          <p role="status" className={classes.notice}>
            This page came over plain HTTP: your browser keeps no session for it, and after a reload you have
            to sign in again. Open it over HTTPS.
          </p>
        )}
        {person === null && <Leaving />}
        {isApart && (
          <p role="status" className={classes.notice}>
            Your browser does not keep what you typed: its storage for this page is full or switched off. All
            is kept as long as this page stays open.
          </p>
        )}
        <Outlet />
      </main>
    </>
  )
}

const TITLES: Record<string, string> = {
  '/': 'Tasks',
  '/sign-in': 'Sign in',
  '/sign-up': 'Create an account',
  '/forgotten': 'Forgot your password?',
  '/reset': 'Choose a new password',
  '/confirm': 'Confirm your address',
  '/settings': 'Settings',
  '/status': 'Status',
}

function PageLink({ to, children }: { to: '/' | '/status' | '/settings' | '/sign-in'; children: string }) {
  return (
    <Link to={to} className={bar.link} activeOptions={{ exact: true, includeSearch: false }}>
      {children}
    </Link>
  )
}
