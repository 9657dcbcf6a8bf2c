import '../../look/work.css'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { collectionsIn, useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { units, useUnitName } from '../../api/units.ts'
import { learn } from '../../i18n/index.ts'
import { useWords } from '../../i18n/use.ts'
import { useParams } from '../../router/use.ts'
import type { Terms } from '../../ui/audience-of.ts'
import { Declared } from '../../ui/declared.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Actions } from './actions.tsx'
import { ApproveBar } from './approve-bar.tsx'
import { Changes } from './changes.tsx'
import { Findings } from './findings.tsx'
import { NoteDialog, useNotes } from './notes.tsx'
import { Receipts } from './receipts.tsx'
import { useSpan } from './span.ts'
import { Together } from './together.tsx'
import { countsOf, useCounted } from './use-counted.ts'
import { WhoCanSee } from './who-can-see.tsx'
import { Way } from './way.tsx'

/** What is told in words comes with code of its own, where there is any. */
const Told = lazy(async () => {
  await learn('narratives')
  return import('../narratives/told.tsx')
})

export type Report = AnswerOf<'reports', 'show'>

/** One report before a focal point: what it changes, what other units say, what the rules found, who is to see it; then back or approved. */
export default function ReviewReport() {
  const { report } = useParams()
  const { t, language } = useWords()
  const shown = useQuery(read('reports', 'show', { params: { report: report! } }))
  // Names are asked for with the report: a heading that grows moves the page.
  const waits = [useQuery(units), useQuery(collectionsIn(language))].some(({ isLoading }) => isLoading)
  if (waits) return <output className="quiet">{t('shell.loading')}</output>
  return <Loaded of={shown}>{(data) => <Sheet key={report} id={report!} data={data} />}</Loaded>
}

function Sheet({ id, data }: { readonly id: string; readonly data: Report }) {
  const { t } = useWords()
  const counted = useCounted()
  const unit = useUnitName()
  const dataflow = useDataflowNames()
  const span = useSpan()
  const notes = useNotes()
  const [chosen, choose] = useState<{ readonly [dataflow: string]: Terms }>({})
  const usual = useQuery({ ...read('sharing', 'listDefaults'), enabled: data.abilities.approve })
  const head = data.rows[0]!
  const terms = usual.data && Object.fromEntries(data.sections.map(({ dataflow: flow }) => [flow, chosen[flow] ?? usualTerms(usual.data.defaults, flow)]))
  const isWaiting = head.status === 'submitted'
  return (
    <div className="has-bar">
      <PageHead
        eyebrow={<>{t('nav.review')} <span className="code">{id}</span></>}
        title={t('review.of', { time: span(head), unit: unit(head.unit) })}
        meta={<><span className={`badge ${isWaiting ? 'is-accent' : head.status === 'approved' ? 'is-ok' : 'is-warn'}`}>{t(`review.status_${head.status}`)}</span><span>{data.sections.map((section) => dataflow(section.dataflow)).join(' · ')}</span><span>{counted(countsOf(data.rows))}</span>{head.version > 1 ? <span className="badge is-line">{t('review.version', { version: head.version })}</span> : null}</>}
        actions={<Actions id={id} data={data} notes={notes} />}
      />
      {head.status === 'approved' ? <Receipts id={id} data={data} /> : null}
      <div className="split">
        <div className="stack is-wide">
          {head.status === 'approved' ? null : data.sections.filter(({ holds }) => holds === 'figures').map((section) => <Changes key={section.dataflow} id={id} dataflow={section.dataflow} collection={head.collection} title={data.sections.length > 1 ? dataflow(section.dataflow) : undefined} ofUnit={head.unit !== 'NATIONAL'} notes={notes} />)}
          {data.sections.some(({ holds }) => holds === 'narratives') && head.status !== 'approved' ? <Suspense fallback={<output className="quiet">{t('shell.loading')}</output>}><Told report={id} data={data} /></Suspense> : null}
          {data.sections.filter(({ holds }) => holds === 'figures').map((section) => <p key={section.dataflow} className="small muted"><strong>{data.sections.length > 1 ? dataflow(section.dataflow) : t('declared.title')}</strong> <Declared declarations={section.declarations} /></p>)}
          <Together id={id} data={data} notes={notes} />
          <Findings id={id} collection={head.collection} />
        </div>
        <aside className="aside stack is-wide">
          {data.abilities.approve ? <Loaded of={{ ...usual, data: terms }}>{(now) => data.sections.map((section) => <WhoCanSee key={section.dataflow} dataflow={section.dataflow} own={head.member} span={head} several={data.sections.length > 1} value={now[section.dataflow]!} onChange={(value) => choose({ ...chosen, [section.dataflow]: value })} />)}</Loaded> : null}
          <Way data={data} />
        </aside>
      </div>
      {isWaiting ? <ApproveBar id={id} data={data} terms={data.abilities.approve ? terms : undefined} /> : null}
      {notes.open ? <NoteDialog notes={notes} collection={head.collection} /> : null}
    </div>
  )
}

/** What the state usually says of a dataflow; where it has never said anything, nobody else sees it. */
function usualTerms(defaults: AnswerOf<'sharing', 'listDefaults'>['defaults'], dataflow: string): Terms {
  const usual = defaults.find((one) => one.dataflow === dataflow)
  if (!usual) return { level: 'NATIONAL' }
  return { level: usual.level, ...(usual.group === null ? {} : { group: usual.group }) }
}
