import { useCallback, useMemo, useRef, useState } from 'react'

/** What is said of something that was done, and what can be done about it. */
export type Note = { words: string; action: string; run: () => void }

/** Something that can be taken back. */
export type Step = {
  /** Said, unless the person sees what happened. */
  words: string | null
  /** The task it was done to. */
  id: string
  undo: () => void
}

const MOST = 50

/** What a person did since the page was opened, so that all of it can be taken back, the newest first. */
export function useUndo() {
  const steps = useRef<Step[]>([])
  const [note, setNote] = useState<Note | null>(null)
  const undo = useCallback(() => {
    const step = steps.current.pop()
    setNote(null)
    if (step === undefined) {
      return false
    }
    step.undo()
    // Once it is drawn.
    requestAnimationFrame(() => focusOn(step.id))
    return true
  }, [])
  const did = useCallback(
    (step: Step) => {
      steps.current = [...steps.current, step].slice(-MOST)
      const { words } = step
      setNote(words === null ? null : { words, action: 'Undo', run: undo })
    },
    [undo],
  )
  const dismiss = useCallback(() => setNote(null), [])
  return useMemo(() => ({ note, did, tell: setNote, undo, dismiss }), [note, did, undo, dismiss])
}

export type History = ReturnType<typeof useUndo>

function focusOn(id: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')]
  const row = rows.find(({ dataset }) => dataset.task === id)
  row?.querySelector<HTMLElement>('[data-part="title"]')?.focus()
}
