import { useMutation } from '@tanstack/react-query'
import { mine } from '../api/mine'
import { answer } from '../api/open'
import { isoDay } from '../ui/time'
import { WorkButton } from '../ui/WorkButton'

/** All that is kept of a person, as a file. */
export function Export() {
  const fetching = useMutation({
    mutationFn: () => answer(mine.GET('/api/me/export', { parseAs: 'blob' })),
    onSuccess: (data) => download(data, `neon-tasks-${isoDay(new Date())}.json`),
  })
  return (
    <section aria-labelledby="export">
      <h2 id="export">Your data</h2>
      <p>Everything kept of you, account and tasks, in one JSON file.</p>
      <WorkButton variant="default" isAtWork={fetching.isPending} onClick={() => fetching.mutate()}>
        Export my data
      </WorkButton>
      {fetching.isError && (
        <p role="alert" className="fault">
          {fetching.error.message}
        </p>
      )}
    </section>
  )
}

function download(data: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(data)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
