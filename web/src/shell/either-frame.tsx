import { useQuery } from '@tanstack/react-query'
import { me } from '../api/queries.ts'
import { Frame } from './frame.tsx'
import { PublicFrame } from './public-frame.tsx'

/** Pages that are open to everybody: with the menu of whoever is signed in, else by themselves. */
export function EitherFrame() {
  return useQuery(me).data ? <Frame /> : <PublicFrame />
}
