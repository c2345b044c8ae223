import { Button, Textarea, TextInput } from '@mantine/core'
import type { FormEvent, KeyboardEvent } from 'react'
import { DueField } from './DueField'
import classes from './TaskList.module.css'
import { DESCRIPTION_LENGTH, dueFault, length, TITLE_LENGTH } from './task'
import type { Draft } from './useDraft'

type Words = { title: string; description: string | null; dueOn: string | null }
type Props = {
  draft: Draft
  onChange: (draft: Draft) => void
  onSave: (words: Words) => void
  onCancel: () => void
}

/** A task being edited. Ctrl+Enter saves, Escape leaves it as it was. */
export function TaskEditor({ draft, onChange, onSave, onCancel }: Props) {
  const title = draft.title.trim()
  const titleFault = faultOf(title, TITLE_LENGTH) ?? (title === '' ? 'A task needs a title' : undefined)
  const descriptionFault = faultOf(draft.description, DESCRIPTION_LENGTH)
  const dateFault = dueFault(draft.dueOn)

  const save = () => {
    if (titleFault === undefined && descriptionFault === undefined && dateFault === undefined) {
      onSave({ title, description: draft.description.trim() || null, dueOn: draft.dueOn || null })
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      onCancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      save()
    }
  }
  return (
    <form aria-label="Edit task" className={classes.editor} onSubmit={submit} onKeyDown={onKeyDown}>
      <TextInput
        label="Title"
        value={draft.title}
        onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
        error={titleFault}
        autoFocus
      />
      <Textarea
        label="Description"
        rows={3}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
        error={descriptionFault}
      />
      <div className={classes.foot}>
        <DueField label="Due" value={draft.dueOn} onChange={(dueOn) => onChange({ ...draft, dueOn })} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </div>
      </div>
    </form>
  )
}

function faultOf(text: string, most: number): string | undefined {
  const excess = length(text) - most
  return excess > 0 ? `${excess} too many: there is room for ${most} characters` : undefined
}
