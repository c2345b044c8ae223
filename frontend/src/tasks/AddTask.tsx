import { Button, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { newId } from './newId'
import classes from './TasksPage.module.css'
import { type Content, length, TITLE_LENGTH } from './task'
import { NEW, useDraft } from './useDraft'

const EMPTY = { title: '', description: '', dueOn: '', base: null }

type Props = { personId: string; onAdd: (id: string, content: Content) => void }

export function AddTask({ personId, onAdd }: Props) {
  const [kept, write] = useDraft(personId, NEW)
  const field = useRef<HTMLInputElement>(null)
  const draft = kept ?? EMPTY
  const title = draft.title.trim()
  const excess = length(title) - TITLE_LENGTH
  return (
    <form
      className={classes.add}
      aria-label="New task"
      onSubmit={(event) => {
        event.preventDefault()
        if (title !== '' && excess <= 0) {
          onAdd(newId(), { title, description: null, completed: false, dueOn: draft.dueOn || null })
          write(null)
        }
        field.current?.focus()
      }}
    >
      <TextInput
        ref={field}
        size="md"
        aria-label="What needs doing?"
        placeholder="What needs doing?"
        autoComplete="off"
        value={draft.title}
        onChange={(event) => write({ ...draft, title: event.currentTarget.value })}
        error={excess > 0 && `${excess} too many: a title has at most ${TITLE_LENGTH} characters`}
        className={classes.title ?? ''}
      />
      <TextInput
        size="md"
        type="date"
        aria-label="Due"
        data-empty={draft.dueOn === '' || undefined}
        value={draft.dueOn}
        onChange={(event) => write({ ...draft, dueOn: event.currentTarget.value })}
        className={classes.due ?? ''}
      />
      <Button type="submit" size="md">
        Add
      </Button>
    </form>
  )
}
