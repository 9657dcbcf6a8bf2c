import '../../look/grid.css'
import '../../look/work.css'
import '../../look/sheet.css'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { me, queryClient, read } from '../../api/queries.ts'
import { learn } from '../../i18n/index.ts'
import { useWords } from '../../i18n/use.ts'
import { useParams } from '../../router/use.ts'
import { Loaded, Notice } from '../../ui/page.tsx'
import { ReportHead } from './head.tsx'
import { lexiconOf } from './lexicon.ts'
import { useMetadata, type Metadata, type Shown } from './metadata.ts'
import { SectionTabs } from './section-tabs.tsx'
import { Standing } from './standing.tsx'
import { useRows, type Loading } from './use-rows.ts'
import { LargeBar } from './large-bar.tsx'
import { Workbench } from './workbench.tsx'

/** What is told in words has a form of its own, which comes when it is opened. */
const Narratives = lazy(async () => {
  await learn('narratives')
  return import('../narratives/section.tsx')
})

/** One section of a report: its figures in a grid, what is to be looked at beside them, and submitting. */
export default function Section() {
  const { report = '', dataflow = '' } = useParams()
  const shown = useQuery(read('reports', 'show', { params: { report } }))
  const meta = useMetadata(shown.data)
  const { t } = useWords()
  return <Loaded of={shown}>{(data) => <Loaded of={meta}>{(known) => known.collection.narratives.has(dataflow) ? <Suspense fallback={<output className="quiet">{t('shell.loading')}</output>}><Narratives key={`${report} ${dataflow} ${data.rows[0]!.version}`} report={data} meta={known} kind={dataflow} /></Suspense> : <Loadable key={`${report} ${dataflow} ${data.rows[0]!.version}`} report={data} meta={known} dataflow={dataflow} />}</Loaded>}</Loaded>
}

type LoadableProps = { readonly report: Shown; readonly meta: Metadata; readonly dataflow: string }

function Loadable({ report, meta, dataflow }: LoadableProps) {
  const { t, period, language } = useWords()
  const [isUnlocked, unlock] = useState(false)
  const [asked, ask] = useState<Loading>({ page: 0, where: [] })
  const head = report.rows[0]!
  const flow = meta.collection.dataflows.get(dataflow)
  const lexicon = useMemo(
    () => flow && lexiconOf(meta.collection, flow, { freq: head.freq, from: head.from, to: head.to }, language, { _T: t('report.all'), _U: t('report.not_known'), OTH: t('report.other'), period }),
    [flow, meta, head.freq, head.from, head.to, language, t, period],
  )
  const rows = useRows(report, flow, asked)
  const { refetch } = rows
  const reload = useCallback(() => void queryClient.refetchQueries({ queryKey: read('reports', 'show', { params: { report: head.report } }).queryKey }).then(() => refetch()), [refetch, head.report])
  const comments = useQuery(read('reports', 'comments', { params: { report: head.report } }))
  const person = useQuery(me).data
  if (!flow || !lexicon) return <Notice kind="error"><p>{t('report.no_section')}</p></Notice>
  const { status } = head
  const canEdit = report.abilities.edit && (status !== 'submitted' || isUnlocked)
  const returned = (comments.data?.comments ?? []).filter((comment) => comment.kind === 'return').length
  return (
    <>
      <ReportHead report={report} code={dataflow} title={meta.nameOf(flow.name)} lede={meta.nameOf(flow.description)} />
      <Standing report={report} comments={returned} onEdit={isUnlocked ? undefined : () => unlock(true)} />
      {status === 'submitted' && isUnlocked ? <Notice kind="warn"><p>{t('report.edit_makes_draft')}</p></Notice> : null}
      <SectionTabs report={report} meta={meta} dataflow={dataflow} />
      {rows.data?.isLarge ? <LargeBar lexicon={lexicon} asked={asked} total={rows.data.total} next={rows.data.next} onAsk={ask} /> : null}
      <Loaded of={rows}>
        {(data) => (
          <Workbench
            key={data.place} report={report} meta={meta} lexicon={lexicon} data={data} comments={comments.data?.comments ?? []} canEdit={canEdit && person?.member === head.member}
            onReload={reload} onSearch={(where) => ask({ page: 0, where })}
          />
        )}
      </Loaded>
    </>
  )
}
