import { MantineProvider } from '@mantine/core'
import { render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { More } from './More'

afterEach(() => vi.unstubAllGlobals())

it('goes on when the end has come into view, though it was not in view at first', () => {
  let tell: IntersectionObserverCallback = () => {}
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: IntersectionObserverCallback) {
        tell = callback
      }
      observe() {}
      disconnect() {}
    },
  )
  const onMore = vi.fn()
  render(
    <MantineProvider env="test">
      <More isFetching={false} waits={false} onMore={onMore} />
    </MantineProvider>,
  )
  const entry = (isIntersecting: boolean) => ({ isIntersecting }) as IntersectionObserverEntry
  tell([entry(true), entry(false)], {} as IntersectionObserver)
  expect(onMore).not.toHaveBeenCalled()
  tell([entry(false), entry(true)], {} as IntersectionObserver)
  expect(onMore).toHaveBeenCalledTimes(1)
})
