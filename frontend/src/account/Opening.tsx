import type { UseMutationResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Problem } from '../api/problem'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
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

/** The card that both ways in share. */
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
  const problem = opening.error instanceof Problem ? opening.error : null
  const isNobodysFault = problem !== null && problem.errors.length === 0
  const [missing, setMissing] = useState<string[]>([])
  const faultOf = (field: string) => (missing.includes(field) ? needed[field] : problem?.of(field))
  const form = useRef<HTMLFormElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is a new fault to mend
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem, missing])
  return (
    <section className={classes.card}>
      <h1>{title}</h1>
      <div className={classes.hint}>{hint}</div>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const data = new FormData(event.currentTarget)
          const empty = Object.keys(needed).filter((field) => data.get(field) === '')
          setMissing(empty)
          if (empty.length === 0) {
            opening.mutate(read(data))
          }
        }}
      >
        {children(faultOf)}
        {isNobodysFault && (
          <p role="alert" className="fault">
            {problem.message}
          </p>
        )}
        <WorkButton type="submit" size="md" fullWidth isAtWork={opening.isPending}>
          {action}
        </WorkButton>
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
