import { me, queryClient, type Me } from '../../api/queries.ts'
import { goTo } from '../../router/go.ts'
import { useSearch } from '../../router/use.ts'

/** Where somebody was on the way to when they had to sign in, as the address says it: a page of ours, or none. */
export function useOnTheWay(): string | undefined {
  const { to } = useSearch()
  return to !== undefined && /^\/(?![/\\])/.test(to) ? to : undefined
}

/** Opens the page that somebody was on the way to, with nothing left of who was here before. */
export const comeInTo = (to = '/home') => (person: Me): void => {
  queryClient.clear()
  queryClient.setQueryData(me.queryKey, person)
  void goTo(to)
}
