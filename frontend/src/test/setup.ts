import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { service } from './service'

// What jsdom lacks and Mantine asks for.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.IntersectionObserver ??= class {
  observe() {}
  disconnect() {}
} as unknown as typeof IntersectionObserver
window.scrollTo = () => {}

// Pages are loaded when they are first visited: a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 })

beforeAll(() => service.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  cleanup()
  service.resetHandlers()
  localStorage.clear()
})
afterAll(() => service.close())
