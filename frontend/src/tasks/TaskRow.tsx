import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox } from '@mantine/core'
import { useRef } from 'react'
import { Trash } from '../ui/icons'
import { Conflict } from './Conflict'
import { Due } from './Due'
import { type Change, needsPerson } from './outbox'
import { Refused } from './Refused'
import { TaskEditor } from './TaskEditor'
import classes from './TaskList.module.css'
import { type Content, contentOf, type Task } from './task'
import { useDraft } from './useDraft'

type Props = {
  personId: string
  task: Task
  change: Change | null
  /** It is shown because it is being edited, and is not in the list otherwise. */
  isElsewhere: boolean
  onSave: (base: Task, content: Content) => void
  onRemove: () => void
  onKeepMine: () => void
  onKeepTheirs: () => void
  onRetry: () => void
  onForget: () => void
}

/** A task: to be read, completed, edited where it stands, or removed. */
export function TaskRow({
  personId,
  task,
  change,
  isElsewhere,
  onSave,
  onRemove,
  onKeepMine,
  onKeepTheirs,
  onRetry,
  onForget,
}: Props) {
  const [draft, write] = useDraft(personId, task.id)
  const row = useRef<HTMLLIElement>(null)

  const close = () => {
    write(null)
    // The editor goes and takes the focus with it.
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[data-part="title"]')?.focus())
  }
  if (draft !== null) {
    return (
      <li ref={row} className={classes.editing}>
        {isElsewhere && (
          <p className={classes.elsewhere}>You began to edit this task, which is not in the list below.</p>
        )}
        <TaskEditor
          draft={draft}
          onChange={write}
          onCancel={close}
          onSave={(words) => {
            const base = draft.base ?? task
            onSave(base, { ...contentOf(base), ...words })
            close()
          }}
        />
      </li>
    )
  }
  return (
    <li ref={row} className={classes.row} data-done={task.completed || undefined}>
      <div className={classes.line}>
        <Checkbox
          aria-label={`Done: ${task.title}`}
          data-part="done"
          size="md"
          radius="xl"
          checked={task.completed}
          onChange={(event) => onSave(task, { ...contentOf(task), completed: event.currentTarget.checked })}
        />
        <button
          type="button"
          data-part="title"
          aria-label={`Edit ${task.title}`}
          className={classes.words}
          onKeyDown={(event) => event.key === 'Delete' && onRemove()}
          onClick={() =>
            write({
              title: task.title,
              description: task.description ?? '',
              dueOn: task.dueOn ?? '',
              base: task,
            })
          }
        >
          <span className={classes.title}>{task.title}</span>
          {task.description !== null && <span className={classes.description}>{task.description}</span>}
        </button>
        {change !== null && !needsPerson(change) && <span className={classes.unsent} title="Not sent yet" />}
        {task.dueOn !== null && <Due on={task.dueOn} isDone={task.completed} />}
        <button
          type="button"
          data-part="remove"
          aria-label={`Delete ${task.title}`}
          className={classes.remove}
          onClick={onRemove}
        >
          <Trash />
        </button>
      </div>
      {change?.conflict !== undefined && (
        <Conflict
          mine={change}
          theirs={change.conflict.theirs}
          onKeepMine={onKeepMine}
          onKeepTheirs={onKeepTheirs}
        />
      )}
      {change?.refused !== undefined && (
        <Refused why={change.refused} onRetry={onRetry} onForget={onForget} />
      )}
    </li>
  )
}
