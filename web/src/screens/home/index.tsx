import { useQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { PageHead } from '../../ui/page.tsx'

export default function Home() {
  const person = useQuery(me).data
  return <PageHead title={person?.name ?? ''} />
}
