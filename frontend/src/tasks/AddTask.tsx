import { Button, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { DueField } from './DueField'
import classes from './TasksPage.module.css'
import { type Content, dueFault, length, TITLE_LENGTH } from './task'
import { NEW, useDraft } from './useDraft'

const EMPTY = { title: '', description: '', dueOn: '', base: null }

type Props = { personId: string; onAdd: (contents: Content[]) => void }

export function AddTask({ personId, onAdd }: Props) {
  const [kept, write] = useDraft(personId, NEW)
  const field = useRef<HTMLInputElement>(null)
  const draft = kept ?? EMPTY
  const title = draft.title.trim()
  const excess = length(title) - TITLE_LENGTH
  const dateFault = dueFault(draft.dueOn)
  const content = (title: string) => ({
    title,
    description: null,
    completed: false,
    dueOn: draft.dueOn || null,
  })
  return (
    <form
      className={classes.add}
      aria-label="New task"
      data-begun={kept !== null || undefined}
      onSubmit={(event) => {
        event.preventDefault()
        if (title !== '' && excess <= 0 && dateFault === undefined) {
          onAdd([content(title)])
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
        onPaste={(event) => {
          const titles = listed(event.clipboardData.getData('text/plain'))
          if (titles.length > 1 && title === '' && dateFault === undefined) {
            event.preventDefault()
            onAdd(titles.map(content))
            write(null)
          }
        }}
        value={draft.title}
        onChange={(event) => write({ ...draft, title: event.currentTarget.value })}
        error={excess > 0 && `${excess} too many: a title has at most ${TITLE_LENGTH} characters`}
        className={classes.title ?? ''}
      />
      <DueField
        size="md"
        value={draft.dueOn}
        onChange={(dueOn) => write({ ...draft, dueOn })}
        className={classes.due}
      />
      <Button type="submit" size="md">
        Add
      </Button>
    </form>
  )
}

/** The lines of a list that was copied, as titles, or none if one is too long for that. */
function listed(text: string): string[] {
  const titles = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+(?:\[[ x]\]\s+)?/, '').trim())
    .filter((line) => line !== '')
  return titles.every((title) => length(title) <= TITLE_LENGTH) ? titles : []
}
