import { Button } from '@mantine/core'
import classes from './TaskList.module.css'

type Props = { why: string; onRetry: () => void; onForget: () => void }

/** A change the service does not take as it is. It stays until the person decides. */
export function Refused({ why, onRetry, onForget }: Props) {
  return (
    <div role="alert" className={classes.refused}>
      <span>This change was not accepted. {why}</span>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
        <Button variant="default" size="xs" onClick={onForget}>
          Discard
        </Button>
      </div>
    </div>
  )
}
