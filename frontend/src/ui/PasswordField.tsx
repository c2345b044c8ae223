import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** A field for a password that says so to screen readers when it was refused, as fields for text do. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput aria-invalid={Boolean(props.error)} {...props} />
}
