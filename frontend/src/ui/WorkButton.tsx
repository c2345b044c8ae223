import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithoutRef } from 'react'
import classes from './WorkButton.module.css'

type Props = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & { isAtWork: boolean }

/** A button that is at work for a while once it is pressed. It keeps the focus meanwhile, and cannot be pressed again. */
export function WorkButton({ isAtWork, onClick, ...props }: Props) {
  return (
    <Button
      {...props}
      className={classes.button ?? ''}
      aria-busy={isAtWork || undefined}
      aria-disabled={isAtWork || undefined}
      onClick={(event) => {
        if (isAtWork) {
          event.preventDefault()
        } else {
          onClick?.(event)
        }
      }}
    />
  )
}
