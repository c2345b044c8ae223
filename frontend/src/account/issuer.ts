import { queryOptions, useQuery } from '@tanstack/react-query'
import { readStatus } from '../api/status'

/** What the service is and how its database does, as of when somebody came to a page that depends on it. */
export const serviceQuery = queryOptions({
  queryKey: ['service'],
  queryFn: ({ signal }) => readStatus(signal),
  staleTime: 0,
  refetchOnWindowFocus: false,
})

/** Whether accounts are an outside issuer's: then there is nothing of them to be changed here. Not, as long as that is unknown. */
export function useOutsideIssuer(): boolean {
  const { data } = useQuery(serviceQuery)
  return data !== undefined && 'issuer' in data.service.accounts
}

/** Whether the service mails links. Unknown at first, and as long as it cannot be reached. */
export function useMail(): 'sent' | 'none' | 'asking' | 'unknown' {
  const { data, failureCount } = useQuery(serviceQuery)
  if (data === undefined) {
    return failureCount === 0 ? 'asking' : 'unknown'
  }
  const { accounts } = data.service
  return 'mail' in accounts && accounts.mail ? 'sent' : 'none'
}
