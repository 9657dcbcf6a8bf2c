import { useQuery } from '@tanstack/react-query'
import { read } from './queries.ts'

export const members = { ...read('people', 'listMembers'), staleTime: 600_000 }

/** The names of members by code; the code itself until they have come. */
export function useMemberName(): (code: string) => string {
  const names = useQuery(members).data
  return (code) => names?.members.find((member) => member.code === code)?.name ?? code
}
