import { Button } from '@mantine/core'
import classes from './Conflict.module.css'
import { dueWords } from './dueWords'
import type { Content } from './task'

type Props = {
  mine: Content | null
  theirs: Content | null
  onKeepMine: () => void
  onKeepTheirs: () => void
}

/** The same task, changed here and elsewhere: both versions, and the choice. */
export function Conflict({ mine, theirs, onKeepMine, onKeepTheirs }: Props) {
  return (
    <section className={classes.conflict} aria-label="Two versions of this task" role="alert">
      <p>
        <strong>
          {theirs === null ? 'This task was deleted elsewhere' : 'This task was changed elsewhere, too'}
        </strong>{' '}
        while you were editing it. Which one holds?
      </p>
      <div className={classes.versions}>
        <Version name="Yours" content={mine} other={theirs} action="Keep mine" onChoose={onKeepMine} />
        <Version name="Theirs" content={theirs} other={mine} action="Keep theirs" onChoose={onKeepTheirs} />
      </div>
    </section>
  )
}

type VersionProps = {
  name: string
  content: Content | null
  other: Content | null
  action: string
  onChoose: () => void
}

function Version({ name, content, other, action, onChoose }: VersionProps) {
  return (
    <div className={classes.version}>
      <h2>{name}</h2>
      {content === null ? (
        <p className={classes.gone}>Deleted</p>
      ) : (
        <dl>
          {FIELDS.map(({ label, read }) => (
            <div key={label} data-differs={(other !== null && read(content) !== read(other)) || undefined}>
              <dt>{label}</dt>
              <dd>{read(content)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button variant="default" size="sm" onClick={onChoose}>
        {action}
      </Button>
    </div>
  )
}

const FIELDS: { label: string; read: (content: Content) => string }[] = [
  { label: 'Title', read: (content) => content.title },
  { label: 'Description', read: (content) => content.description ?? 'none' },
  {
    label: 'Due',
    read: (content) => (content.dueOn === null ? 'no date' : dueWords(content.dueOn, new Date())),
  },
  { label: 'Done', read: (content) => (content.completed ? 'yes' : 'no') },
]
