import { useParams } from '../../router/use.ts'
import { Locked } from './locked.tsx'

export default function LockedPage() {
  const { dataflow } = useParams()
  return <Locked dataflow={dataflow!} />
}
