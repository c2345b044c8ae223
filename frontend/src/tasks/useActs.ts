import { useMemo } from 'react'
import type { OutboxStore } from './outboxStore'
import type { Acts } from './TaskRow'
import { contentOf, type Filter, isIn } from './task'
import { writeDraft } from './useDraft'
import type { History } from './useUndo'

/** What can be done to the tasks of a list, so that it can be taken back. The same as long as the list is. */
export function useActs(personId: string, store: OutboxStore, did: History['did'], filter: Filter): Acts {
  return useMemo(
    () => ({
      save(id, base, content) {
        store.save(id, base, content)
        const saved = { ...base, ...content }
        if (!isIn(filter, saved)) {
          did({
            words: `Saved “${content.title}”, which is not shown here any more`,
            id,
            undo: () => store.save(id, saved, contentOf(base)),
          })
        }
      },
      complete(task, isDone) {
        const done = { ...task, completed: isDone }
        store.save(task.id, task, contentOf(done))
        did({
          // Where both kinds are shown, the person sees what happened.
          words: filter.show !== 'all' ? `${isDone ? 'Completed' : 'Reopened'} “${task.title}”` : null,
          id: task.id,
          undo: () => store.save(task.id, done, { ...contentOf(done), completed: !isDone }),
        })
      },
      remove(task) {
        store.remove(task)
        did({ words: `Deleted “${task.title}”`, id: task.id, undo: () => store.restore(task) })
      },
      discard: (task, draft) =>
        did({
          words: `Discarded your edit of “${task.title}”`,
          id: task.id,
          undo: () => writeDraft(personId, task.id, draft),
        }),
      keepMine: (id) => store.keepMine(id),
      keepTheirs: (id) => store.keepTheirs(id),
      retry: (id) => store.retry(id),
      forget: (id) => store.forget(id),
    }),
    [personId, store, did, filter],
  )
}
