import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { me } from '../api/queries.ts'
import { Frame } from './frame.tsx'
import { PublicFrame } from './public-frame.tsx'

/** Pages that are open to everybody: with the menu of whoever is signed in, else by themselves. */
export function EitherFrame({ children }: { readonly children: ReactNode }) {
  return useQuery(me).data ? <Frame>{children}</Frame> : <PublicFrame>{children}</PublicFrame>
}
