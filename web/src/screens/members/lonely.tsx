import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { Alone } from '../security/alone.tsx'

/** Whom of the own people nobody could let back in at once: said where one invites. */
export function Lonely() {
  const people = useQuery(read('security', 'people')).data?.people
  return people ? <Alone people={people} /> : null
}
