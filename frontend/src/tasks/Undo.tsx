import { useEffect, useRef } from 'react'
import { Toast } from '../ui/Toast'
import toast from '../ui/Toast.module.css'
import { UNDO_MILLIS } from './outboxStore'
import type { Task } from './task'

type Props = { removed: Task | null; onUndo: (task: Task) => void; onOver: () => void }

/** For as long as a removal has not been sent, it can be taken back: by its button or by Ctrl+Z. */
export function Undo({ removed, onUndo, onOver }: Props) {
  const latest = useRef({ onUndo, onOver })
  latest.current = { onUndo, onOver }
  useEffect(() => {
    if (removed === null) {
      return
    }
    const timer = setTimeout(() => latest.current.onOver(), UNDO_MILLIS)
    const onKey = (event: KeyboardEvent) => {
      const isText = event.target instanceof HTMLInputElement && event.target.value !== ''
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !isText) {
        event.preventDefault()
        latest.current.onUndo(removed)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [removed])

  return (
    <Toast>
      {removed !== null && (
        <>
          <span>Deleted “{removed.title}”</span>
          <button type="button" className={toast.action} onClick={() => onUndo(removed)}>
            Undo
          </button>
        </>
      )}
    </Toast>
  )
}
