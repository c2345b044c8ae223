import { Button } from '@mantine/core'
import { today } from '../ui/useToday'
import classes from './Conflict.module.css'
import { dueWords } from './dueWords'
import { conflictsOf, type Wish } from './merge'
import { type Content, changed, FIELDS, type Field, fieldsOf, type Task } from './task'

type Props = {
  mine: Wish
  theirs: Task | null
  onKeepMine: () => void
  onKeepTheirs: () => void
}

/** The same task, changed here and elsewhere: what differs, both ways, and the choice. */
export function Conflict({ mine, theirs, onKeepMine, onKeepTheirs }: Props) {
  const words = wordsOf(mine, theirs)
  const fields = fieldsOfBoth(mine, theirs)
  return (
    <section className={classes.conflict} aria-label="Two versions of this task" role="alert">
      <p>
        <strong>{words.what}</strong> {words.question}
      </p>
      <div className={classes.versions}>
        <Version
          name="Yours"
          content={mine.content}
          fields={fields}
          action={words.mine}
          onChoose={onKeepMine}
        />
        <Version
          name="Theirs"
          content={theirs}
          fields={fields}
          action={words.theirs}
          onChoose={onKeepTheirs}
        />
      </div>
    </section>
  )
}

function wordsOf(mine: Wish, theirs: Task | null) {
  if (mine.content === null) {
    return {
      what: 'This task was changed elsewhere',
      question: 'and you have not seen that. Is it to be deleted?',
      mine: 'Delete it',
      theirs: 'Keep it',
    }
  }
  return {
    what: theirs === null ? 'This task was deleted elsewhere' : 'This task was changed elsewhere, too',
    question: 'while you were editing it. Which one holds?',
    mine: 'Keep mine',
    theirs: 'Keep theirs',
  }
}

/** Those to choose from; where one side has no task, what the other would lose. */
function fieldsOfBoth(mine: Wish, theirs: Task | null): readonly Field[] {
  if (theirs === null || (mine.content === null && mine.base === null)) {
    return FIELDS
  }
  return mine.content === null ? fieldsOf(changed(mine.base ?? theirs, theirs)) : conflictsOf(mine, theirs)
}

type VersionProps = {
  name: string
  content: Content | null
  fields: readonly Field[]
  action: string
  onChoose: () => void
}

function Version({ name, content, fields, action, onChoose }: VersionProps) {
  return (
    <div className={classes.version}>
      <h2>{name}</h2>
      {content === null ? (
        <p className={classes.gone}>Deleted</p>
      ) : (
        <dl>
          {fields.map((field) => (
            <div key={field}>
              <dt>{LABELS[field]}</dt>
              <dd>{READ[field](content)}</dd>
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

const LABELS: Record<Field, string> = {
  title: 'Title',
  description: 'Description',
  completed: 'Done',
  dueOn: 'Due',
}

const READ: Record<Field, (content: Content) => string> = {
  title: ({ title }) => title,
  description: ({ description }) => description ?? 'none',
  completed: ({ completed }) => (completed ? 'yes' : 'no'),
  dueOn: ({ dueOn }) => (dueOn === null ? 'no date' : dueWords(dueOn, today())),
}
