import { useEffect } from 'react'
import { isTyping } from '../ui/isTyping'
import { Toast } from '../ui/Toast'
import toast from '../ui/Toast.module.css'
import { UNDO_MILLIS } from './outboxStore'
import type { History } from './useUndo'

/** What was done last, for a moment, and the way back: by its button, or by Ctrl+Z as often as there is something. */
export function Undo({ history: { note, undo, dismiss } }: { history: History }) {
  useEffect(() => {
    if (note === null) {
      return
    }
    const timer = setTimeout(dismiss, UNDO_MILLIS)
    return () => clearTimeout(timer)
  }, [note, dismiss])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
      if (isUndo && !isTyping(event.target) && undo()) {
        event.preventDefault()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo])

  return (
    <Toast>
      {note !== null && (
        <>
          <span>{note.words}</span>
          <button
            type="button"
            className={toast.action}
            onClick={() => {
              dismiss()
              note.run()
            }}
          >
            {note.action}
          </button>
        </>
      )}
    </Toast>
  )
}
