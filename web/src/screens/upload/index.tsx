import '../../look/work.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { COLLECTION, useDataflowNames } from '../../api/collection.ts'
import { call } from '../../api/call.ts'
import { me, queryClient, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { useSearch } from '../../router/use.ts'
import { PageHead } from '../../ui/page.tsx'
import { Assistant, type Decided } from './assistant.tsx'
import { Choose } from './choose.tsx'
import { unfit, type Unfit } from './fits.ts'
import { Sending } from './sending.tsx'
import type { Opened } from './opened.ts'
import './upload.css'

/** From a national file to a draft: choose it, say what it means, send it, see what became of its rows. */
export default function Upload() {
  const { t } = useWords()
  const asked = useSearch()
  const report = asked['report']
  const person = useQuery(me).data
  const names = useDataflowNames()
  const [dataflow, setDataflow] = useState(asked['dataflow'] ?? '')
  const [unit, setUnit] = useState<string>()
  const [reading, setReading] = useState<File>()
  const [opened, setOpened] = useState<Opened>()
  const [decided, setDecided] = useState<Decided>()
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  const [unfitting, setUnfitting] = useState<Unfit>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const stage = isSending ? 'sending' : opened ? 'deciding' : 'choosing'
  const body = useArrival(stage)
  if (!person) return null

  const open = async (file: File) => {
    setUnfitting(unfit(file))
    if (unfit(file)) return setError(undefined)
    stop.current = new AbortController()
    const { signal } = stop.current
    setReading(file)
    setError(undefined)
    try {
      setOpened(await openFile(file, dataflow, report, signal))
    } catch (problem) {
      if (!signal.aborted) setError(problem)
    } finally {
      setReading(undefined)
    }
  }
  const again = () => {
    setOpened(undefined)
    setDecided(undefined)
    setSending(false)
  }
  const title = isSending ? names(dataflow) : opened ? t('upload.title_of', { dataflow: names(dataflow) }) : t('upload.title')
  return (
    <>
      <PageHead eyebrow={report ? t('upload.into', { report }) : undefined} title={title} lede={opened ? undefined : t('upload.lede')} meta={opened ? <span><span className="icon i-table" aria-hidden="true" /> <bdi>{opened.file.name}</bdi></span> : undefined} />
      <div ref={body} tabIndex={-1} className="arrival">
        {opened && decided && isSending ? <Sending key={attempt} opened={opened} decided={decided} person={person} report={report} unit={unit} onRetry={() => setAttempt(attempt + 1)} onBack={() => setSending(false)} onAgain={again} />
          : opened ? <Assistant opened={opened} person={person} before={decided} onDone={(next) => { setDecided(next); setSending(true) }} onBack={again} />
            : <Choose person={person} dataflow={dataflow} onDataflow={setDataflow} unit={unit} onUnit={setUnit} asksUnit={report === undefined} onFile={(file) => void open(file)} reading={reading} onCancel={() => stop.current?.abort()} error={error} unfitting={unfitting} />}
      </div>
    </>
  )
}

/** Takes the focus along to the next stage of the way; where a page opens it is left alone. */
function useArrival(stage: string): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null)
  const before = useRef(stage)
  useEffect(() => {
    if (before.current === stage) return
    before.current = stage
    body.current?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }, [stage])
  return body
}

/** Reads the header by the server, and loads what maps it here; the names in all languages come along, since the file may use any. */
async function openFile(file: File, dataflow: string, report: string | undefined, signal: AbortSignal): Promise<Opened> {
  const form = new FormData()
  form.append('file', file)
  const own = report === undefined ? undefined : await queryClient.fetchQuery(read('reports', 'show', { params: { report } }))
  const [suggestion, engine, answer, { samples }] = await Promise.all([
    call('intake', 'suggest', { query: { dataflow } }, { form, signal }), import('./engine.ts'),
    queryClient.fetchQuery({ ...read('collections', 'show', { params: { collection: own?.rows[0]?.collection ?? COLLECTION }, query: own ? { version: own.collection_version } : {} }), staleTime: Infinity }),
    queryClient.fetchQuery({ ...read('intake', 'samples'), staleTime: Infinity }),
  ])
  const collection = engine.collectionOf(answer)
  const flow = collection.dataflows.get(dataflow)
  const draft = engine.readDraft(suggestion.mapping, dataflow)
  if (!flow || !draft) throw new Error('the proposal cannot be read')
  return { file, engine, collection, flow, glimpse: suggestion.glimpse, proposal: draft, samples: samples.filter((sample) => sample.dataflow === dataflow) }
}
