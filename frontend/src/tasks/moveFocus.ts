/** Moves the focus within a list to the same part of the next row, or of the row before when there is none. */
export function moveFocus(list: HTMLElement | null, by: 1 | -1): void {
  const focused = document.activeElement
  const row = focused?.closest('li')
  if (list === null || row == null || !list.contains(row)) {
    return
  }
  const rows = [...list.children]
  const index = rows.indexOf(row)
  const target = rows[index + by] ?? rows[index - by]
  const part = focused?.getAttribute('data-part') ?? 'title'
  const same = target?.querySelector<HTMLElement>(`[data-part="${part}"]`)
  const any = target?.querySelector<HTMLElement>('[data-part]')
  ;(same ?? any)?.focus()
}
