import { Button } from '@mantine/core'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'

type Props = {
  /** Of the button in whose place it comes. */
  label: string
  children: (close: () => void) => ReactNode
}

/** What is asked only of those who want it. When it goes and takes the focus with it, the button that brought it gets that. */
export function OnDemand({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      button.current?.focus()
    }
    wasOpen.current = isOpen
  }, [isOpen])
  return isOpen ? (
    children(() => setOpen(false))
  ) : (
    <Button ref={button} variant="default" onClick={() => setOpen(true)}>
      {label}
    </Button>
  )
}
