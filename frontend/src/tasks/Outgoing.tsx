import { Waking } from '../ui/Waking'
import { needsPerson, type Outbox } from './outbox'

type Props = {
  outbox: Outbox
  isSending: boolean
  waiting: { message: string; retryAt: number } | null
  onRetry: () => void
}

/** How the person's changes fare on their way, when that takes longer than it should. */
export function Outgoing({ outbox, isSending, waiting, onRetry }: Props) {
  const unsent = Object.values(outbox).filter((change) => !needsPerson(change) && change.sendAt <= Date.now())
  return (
    <Waking
      isWaiting={waiting !== null || (isSending && unsent.length > 0)}
      title={unsent.length === 1 ? 'One change waits to be sent' : `${unsent.length} changes wait to be sent`}
      failure={waiting}
      onRetry={onRetry}
    />
  )
}
