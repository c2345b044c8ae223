import { TextInput } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { Calendar } from '../ui/icons'
import { today } from '../ui/useToday'
import classes from './DueField.module.css'
import { dayOf, numbersOf } from './dayOf'
import { dueWords } from './dueWords'
import { dueFault, isDay, LAST_DAY } from './task'

type Props = {
  size?: 'sm' | 'md'
  label?: ReactNode
  /** A day as the service has it, or what was typed and is none. */
  value: string
  onChange: (value: string) => void
  className?: string | undefined
}

/** When something is due: typed in words or numbers, or picked. What is typed is said in other words while it is. */
export function DueField({ size = 'sm', label, value, onChange, className = '' }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const isKnown = isDay(value)
  const pick = () => {
    try {
      picker.current?.showPicker()
    } catch {
      // Where the browser shows none, there is the field beside it.
    }
  }
  return (
    <div className={`${classes.field} ${className}`}>
      <TextInput
        size={size}
        label={label}
        aria-label={label === undefined ? 'Due' : undefined}
        placeholder="Due, e.g. fri"
        autoComplete="off"
        value={typed ?? (isKnown ? numbersOf(value) : value)}
        error={typed === null ? dueFault(value) : undefined}
        onChange={({ currentTarget: { value: text } }) => {
          setTyped(text)
          onChange(text.trim() === '' ? '' : (dayOf(text, today()) ?? text))
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => event.key === 'Enter' && setTyped(null)}
        rightSection={
          <button type="button" className={classes.pick} aria-label="Pick a date" onClick={pick}>
            <Calendar />
          </button>
        }
      />
      <span className={classes.means} aria-live="polite" lang={navigator.language}>
        {typed !== null && isKnown && dueWords(value, today())}
      </span>
      <input
        ref={picker}
        type="date"
        className={classes.picker}
        tabIndex={-1}
        aria-hidden="true"
        max={LAST_DAY}
        value={isKnown ? value : ''}
        onChange={(event) => {
          setTyped(null)
          onChange(event.currentTarget.value)
        }}
      />
    </div>
  )
}
