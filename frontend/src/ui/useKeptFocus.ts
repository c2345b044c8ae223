import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

type Place = { element: Element; row: Element; index: number; part: string }

/**
 * When what has the focus in a list goes, the same part of its row gets it, or of the row that has taken its place; the page's
 * heading where no row is left. Otherwise it falls to the body, and whoever uses the keyboard begins at the top.
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>) {
  const last = useRef<Place | null>(null)
  useLayoutEffect(() => {
    const had = last.current
    if (had === null || had.element.isConnected || document.activeElement !== document.body) {
      return
    }
    last.current = null
    const rows = [...(list.current?.children ?? [])]
    const row = had.row.isConnected ? had.row : rows[Math.min(had.index, rows.length - 1)]
    const part =
      row?.querySelector<HTMLElement>(`[data-part="${had.part}"]`) ??
      row?.querySelector<HTMLElement>('[data-part="title"]')
    const heading = document.querySelector<HTMLElement>('h1')
    ;(part ?? heading)?.focus()
  })
  return ({ target }: FocusEvent<HTMLElement>) => {
    const row = target.closest('li')
    if (row !== null) {
      const index = [...(list.current?.children ?? [])].indexOf(row)
      last.current = { element: target, row, index, part: target.getAttribute('data-part') ?? 'title' }
    }
  }
}
