import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '../api/problem'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import classes from './Opening.module.css'

type Props<Input extends object> = {
  title: string
  hint: ReactNode
  action: string
  opening: UseMutationResult<unknown, Error, Input>
  read: (form: FormData) => Input
  children: ReactNode
  elsewhere: ReactNode
}

/** The card that both ways in share. */
export function Opening<Input extends object>({
  title,
  hint,
  action,
  opening,
  read,
  children,
  elsewhere,
}: Props<Input>) {
  const problem = opening.error instanceof Problem ? opening.error : null
  const isNobodysFault = problem !== null && problem.errors.length === 0
  return (
    <section className={classes.card}>
      <h1>{title}</h1>
      <div className={classes.hint}>{hint}</div>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          opening.mutate(read(new FormData(event.currentTarget)))
        }}
      >
        {children}
        {isNobodysFault && (
          <p role="alert" className="fault">
            {problem.message}
          </p>
        )}
        <Button type="submit" size="md" fullWidth loading={opening.isPending}>
          {action}
        </Button>
        <Waking
          isWaiting={opening.isPending}
          failure={failureOf(opening)}
          onRetry={() => opening.variables !== undefined && opening.mutate({ ...opening.variables })}
        />
      </form>
      <p className={classes.elsewhere}>{elsewhere}</p>
    </section>
  )
}
