import { ago } from './time'
import { useNow } from './useNow'

const FULL = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeStyle: 'medium' })

/** An instant as a distance from now, which stays true. */
export function RelativeTime({ instant }: { instant: string }) {
  const now = useNow(1000)
  return (
    <time dateTime={instant} lang={navigator.language} title={FULL.format(new Date(instant))}>
      {ago(instant, now)}
    </time>
  )
}
