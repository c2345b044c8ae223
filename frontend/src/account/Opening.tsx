import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AskingForm } from './AskingForm'
import classes from './Opening.module.css'

type Props<Input extends object> = {
  title: string
  hint: ReactNode
  action: string
  opening: UseMutationResult<unknown, Error, Input>
  read: (form: FormData) => Input
  /** What to say of a field that was left empty. */
  needed: Record<string, string>
  children: (faultOf: (field: string) => string | undefined) => ReactNode
  elsewhere: ReactNode
}

/** The card that the ways in share. */
export function Opening<Input extends object>({
  title,
  hint,
  action,
  opening,
  read,
  needed,
  children,
  elsewhere,
}: Props<Input>) {
  return (
    <section className={classes.card}>
      <h1>{title}</h1>
      <div className={classes.hint}>{hint}</div>
      <AskingForm action={action} asking={opening} read={read} needed={needed} isWhole>
        {children}
      </AskingForm>
      <p className={classes.elsewhere}>{elsewhere}</p>
    </section>
  )
}
