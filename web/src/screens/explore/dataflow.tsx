import '../../look/frame.css'
import './explore.css'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { read } from '../../api/queries.ts'
import { useSight } from '../../api/sight.ts'
import { useWords } from '../../i18n/use.ts'
import { useParams, useSearch } from '../../router/use.ts'
import { NotFound } from '../../shell/failed.tsx'
import { Loaded } from '../../ui/page.tsx'
import { Asking } from './asking.tsx'
import { namesOf, type Collection, type Flow } from './names.ts'
import { readSearch, viewOf } from './view.ts'

/** One kind of figures, as the address says it is looked at. */
export default function Dataflow() {
  const { dataflow = '' } = useParams()
  const { language } = useWords()
  useSight()
  const all = useQuery(read('collections', 'list'))
  const collection = all.data?.collections.find((one) => one.dataflows.some(({ id }) => id === dataflow))?.collection
  const whole = useQuery({ ...read('collections', 'show', { params: { collection: collection ?? '' }, query: { language } }), staleTime: Infinity, enabled: collection !== undefined })
  const access = useQuery(read('sharing', 'access', { params: { dataflow } }))
  // All that is chosen with is much to make at once.
  const data = useDeferredValue(access.isLoading ? undefined : whole.data)
  if (all.data && !collection) return <NotFound />
  return <Loaded of={{ ...(access.isLoading ? access : whole), data }}>{(data) => <Known collection={data} flow={data.dataflows.find((flow) => flow.id === dataflow)!} />}</Loaded>
}

function Known({ collection, flow }: { readonly collection: Collection; readonly flow: Flow }) {
  const { t, language, period } = useWords()
  const search = useSearch()
  const view = useMemo(() => viewOf(readSearch(search), flow.dimensions.map((d) => d.id)), [search, flow])
  const names = useMemo(() => namesOf(collection, flow, language, t, period), [collection, flow, language, t, period])
  return <Asking key={flow.id} collection={collection} flow={flow} view={view} names={names} />
}
