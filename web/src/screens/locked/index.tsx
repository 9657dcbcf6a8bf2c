import { useParams } from '@tanstack/react-router'
import { Locked } from './locked.tsx'

export default function LockedPage() {
  const { dataflow } = useParams({ strict: false })
  return <Locked dataflow={dataflow!} />
}
