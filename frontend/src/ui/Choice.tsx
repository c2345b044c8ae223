import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import classes from './Choice.module.css'

type Props<Value extends string> = {
  name: string
  value: Value
  options: Record<Value, string>
  onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({ name, value, options, onChange }: Props<Value>) {
  return (
    <SegmentedControl
      aria-label={name}
      classNames={{
        root: classes.root ?? '',
        indicator: classes.indicator ?? '',
        label: classes.label ?? '',
      }}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      data={Object.entries<string>(options).map(([key, label]) => ({ value: key, label }))}
    />
  )
}
