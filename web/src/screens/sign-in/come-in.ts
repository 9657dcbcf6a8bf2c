import { useRouter } from '@tanstack/react-router'
import { me, queryClient, type Me } from '../../api/queries.ts'

/** Opens the page that somebody was on the way to, with nothing left of who was here before. */
export function useComeIn(to: string | undefined): (person: Me) => void {
  const router = useRouter()
  return (person) => {
    queryClient.clear()
    queryClient.setQueryData(me.queryKey, person)
    router.history.push(to ?? '/home')
  }
}
