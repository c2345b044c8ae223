import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Problem } from '../api/problem'
import { failureOf } from '../ui/failure'
import { Waking } from '../ui/Waking'
import { WorkButton } from '../ui/WorkButton'
import classes from './AskingForm.module.css'

type Props<Input extends object> = {
  action: string
  asking: UseMutationResult<unknown, Error, Input>
  read: (form: FormData) => Input
  /** What to say of a field that was left empty. */
  needed?: Record<string, string>
  children: (faultOf: (field: string) => string | undefined) => ReactNode
  /** The one thing on its page. */
  isWhole?: boolean
  isDangerous?: boolean
  /** What stands beside the button. */
  beside?: ReactNode
  /** The way out of it. */
  cancel?: { words: string; run: () => void }
}

/** Fields that are sent together. They keep what was typed while the database wakes or is away, and lead to what is at fault. */
export function AskingForm<Input extends object>({
  action,
  asking,
  read,
  needed = {},
  children,
  isWhole = false,
  isDangerous = false,
  beside,
  cancel,
}: Props<Input>) {
  const problem = asking.error instanceof Problem ? asking.error : null
  const isNobodysFault = problem !== null && problem.errors.length === 0
  const [missing, setMissing] = useState<string[]>([])
  const faultOf = (field: string) => (missing.includes(field) ? needed[field] : problem?.of(field))
  const form = useRef<HTMLFormElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is a new fault to mend
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem, missing])
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const data = new FormData(event.currentTarget)
        const empty = Object.keys(needed).filter((field) => data.get(field) === '')
        setMissing(empty)
        if (empty.length === 0) {
          asking.mutate(read(data))
        }
      }}
    >
      {children(faultOf)}
      {isNobodysFault && (
        <p role="alert" className="fault">
          {problem.message}
        </p>
      )}
      <div className={classes.buttons}>
        <WorkButton
          type="submit"
          isAtWork={asking.isPending}
          {...(isWhole && { size: 'md', fullWidth: true })}
          {...(isDangerous && { color: 'red' })}
        >
          {action}
        </WorkButton>
        {cancel !== undefined && (
          <Button variant="default" onClick={cancel.run}>
            {cancel.words}
          </Button>
        )}
        {beside}
      </div>
      <Waking
        isWaiting={asking.isPending}
        failure={failureOf(asking)}
        onRetry={() => asking.variables !== undefined && asking.mutate({ ...asking.variables })}
      />
    </form>
  )
}
