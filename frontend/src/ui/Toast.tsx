import type { ReactNode } from 'react'
import classes from './Toast.module.css'

/** A passing word at the foot of the page, read aloud when it comes. */
export function Toast({ children }: { children: ReactNode }) {
  return (
    <div className={classes.place} role="status">
      {children !== null && children !== false && <div className={classes.toast}>{children}</div>}
    </div>
  )
}
