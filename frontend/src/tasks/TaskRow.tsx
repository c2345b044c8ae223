import { memo, useRef } from 'react'
import { saysMore } from '../api/kept'
import { Trash } from '../ui/icons'
import { Linked } from '../ui/Linked'
import { Conflict } from './Conflict'
import { Due } from './Due'
import { type Change, needsPerson } from './outbox'
import { Refused } from './Refused'
import { TaskEditor } from './TaskEditor'
import classes from './TaskList.module.css'
import { type Content, contentOf, type Task } from './task'
import { type Draft, useDraft } from './useDraft'

/** What can be done to a task. */
export type Acts = {
  save: (id: string, base: Task, content: Content) => void
  complete: (task: Task, isDone: boolean) => void
  remove: (task: Task) => void
  discard: (task: Task, draft: Draft) => void
  keepMine: (id: string) => void
  keepTheirs: (id: string) => void
  retry: (id: string) => void
  forget: (id: string) => void
}

type Props = {
  personId: string
  task: Task
  change: Change | null
  /** It is shown because it is being edited, and is not in the list otherwise. */
  isElsewhere: boolean
  acts: Acts
}

/** A task: to be read, completed, edited where it stands, or removed. Drawn again only when it has changed. */
export const TaskRow = memo(({ personId, task, change, isElsewhere, acts }: Props) => {
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
          onCancel={() => {
            if (saysMore(draft)) {
              acts.discard(task, draft)
            }
            close()
          }}
          onSave={(words) => {
            const base = draft.base ?? task
            acts.save(task.id, base, { ...contentOf(base), ...words })
            close()
          }}
        />
      </li>
    )
  }
  return (
    <li ref={row} data-task={task.id} className={classes.row} data-done={task.completed || undefined}>
      <div className={classes.line}>
        <input
          type="checkbox"
          aria-label={`Done: ${task.title}`}
          data-part="done"
          className={classes.done}
          checked={task.completed}
          onChange={(event) => acts.complete(task, event.currentTarget.checked)}
        />
        <div className={classes.words}>
          <button
            type="button"
            data-part="title"
            aria-label={`Edit ${task.title}`}
            dir="auto"
            className={classes.title}
            onKeyDown={(event) => event.key === 'Delete' && acts.remove(task)}
            onClick={() =>
              write({
                title: task.title,
                description: task.description ?? '',
                dueOn: task.dueOn ?? '',
                base: task,
              })
            }
          >
            {task.title}
          </button>
          {task.description !== null && (
            <p dir="auto" className={classes.description}>
              <Linked text={task.description} />
            </p>
          )}
        </div>
        {change !== null && !needsPerson(change) && <span className={classes.unsent} title="Not sent yet" />}
        {task.dueOn !== null && <Due on={task.dueOn} isDone={task.completed} />}
        <button
          type="button"
          data-part="remove"
          aria-label={`Delete ${task.title}`}
          className={classes.remove}
          onClick={() => acts.remove(task)}
        >
          <Trash />
        </button>
      </div>
      {change?.conflict !== undefined && (
        <Conflict
          mine={change}
          theirs={change.conflict.theirs}
          onKeepMine={() => acts.keepMine(task.id)}
          onKeepTheirs={() => acts.keepTheirs(task.id)}
        />
      )}
      {change?.refused !== undefined && (
        <Refused
          why={change.refused}
          onRetry={() => acts.retry(task.id)}
          onForget={() => acts.forget(task.id)}
        />
      )}
    </li>
  )
})
