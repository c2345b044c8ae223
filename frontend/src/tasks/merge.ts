import { type Content, changed, contentOf, type Field, fieldsOf, isSame, type Task } from './task'

/**
 * What the person wants of a task. `base` is what the service had when they began, `null` for a task it does not have;
 * `content` what it shall have, `null` for no task.
 */
export type Wish = { base: Task | null; content: Content | null }

/** The fields the person changed, as they want them: all of a new task, none of one to be removed. */
export function wishesOf({ base, content }: Wish): Partial<Content> {
  if (content === null) {
    return {}
  }
  return base === null ? content : changed(base, content)
}

/** The fields that both have changed, each to something else. */
export function conflictsOf(wish: Wish, theirs: Task): Field[] {
  const wishes = wishesOf(wish)
  return fieldsOf(wishes).filter(
    (field) => wishes[field] !== theirs[field] && wish.base?.[field] !== theirs[field],
  )
}

/** The same wish of the task as it is now, without what only the other one changed. */
export function rebased(wish: Wish, theirs: Task): Wish {
  const content = wish.content && { ...contentOf(theirs), ...wishesOf(wish) }
  return { base: theirs, content }
}

/** What is to become of a wish for a task that is now as given: nothing is left to do, the person decides, or it is sent. */
export function merge(wish: Wish, present: Task | null): 'done' | 'conflict' | Wish {
  if (present === null) {
    return isWithoutWords(wish) ? 'done' : wish.base === null ? wish : 'conflict'
  }
  if (wish.content === null) {
    return wish.base !== null && isSame(wish.base, present) ? rebased(wish, present) : 'conflict'
  }
  if (conflictsOf(wish, present).length > 0) {
    return 'conflict'
  }
  const merged = rebased(wish, present)
  return merged.content !== null && isSame(merged.content, present) ? 'done' : merged
}

/** Whether nothing is lost when there is no task to do it to. */
function isWithoutWords(wish: Wish): boolean {
  return fieldsOf(wishesOf(wish)).every((field) => field === 'completed')
}
