import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import classes from './Choice.module.css'

type Props<Value extends string> = {
  name: string
  value: Value
  options: Record<Value, ReactNode>
  onChange: (value: Value) => void
  /** Whether it takes all the room there is. */
  isWide?: boolean
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({
  name,
  value,
  options,
  onChange,
  isWide = false,
}: Props<Value>) {
  return (
    <SegmentedControl
      aria-label={name}
      fullWidth={isWide}
      classNames={{
        root: classes.root ?? '',
        control: classes.control ?? '',
        indicator: classes.indicator ?? '',
        label: classes.label ?? '',
      }}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      data={Object.entries<ReactNode>(options).map(([key, label]) => ({ value: key, label }))}
    />
  )
}
