import { type FocusEvent, useLayoutEffect, useRef } from 'react'

/** When what has the focus goes, `next` gets it. Otherwise it falls to the body, and whoever uses the keyboard begins at the top. */
export function useFocusAfter(next: () => HTMLElement | null | undefined) {
  const last = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (last.current !== null && !last.current.isConnected && document.activeElement === document.body) {
      last.current = null
      next()?.focus()
    }
  })
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      last.current = target
    },
    onBlur: () => {
      last.current = null
    },
  }
}
