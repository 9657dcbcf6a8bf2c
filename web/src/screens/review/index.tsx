import '../../look/work.css'
import { useQuery } from '@tanstack/react-query'
import { useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { byTime, type Batch, type Waiting } from './group.ts'
import { useSpan } from './span.ts'
import { useCounted } from './use-counted.ts'

/** What waits for a focal point, by time; below it what came of the last ones. */
export default function Review() {
  const { t } = useWords()
  const waiting = useQuery(read('reports', 'list', { query: { status: 'submitted' } }))
  const open = useQuery(read('reports', 'list', { query: { unit: 'NATIONAL', status: 'draft' } }))
  const approved = useQuery(read('reports', 'list', { query: { unit: 'NATIONAL', status: 'approved' } }))
  return (
    <>
      <PageHead eyebrow={t('nav.review')} title={waiting.data ? t('review.waiting', { count: byTime(waiting.data.reports).flatMap(({ reports }) => reports).length }) : t('nav.review')} lede={t('review.lede')} />
      <div className="stack is-wide">
        <Loaded of={waiting}>{({ reports }) => (reports.length === 0
          ? <section className="empty"><h2>{t('review.none')}</h2><p>{t('review.none_words')}</p><Link className="btn" to="/sharing">{t('review.to_sharing')}</Link></section>
          : <div className="stack is-wide">{byTime(reports).map((batch) => <BatchCard key={batch.id} batch={batch} />)}</div>)}</Loaded>
        {open.data && open.data.reports.length > 0 ? <Listing title={t('review.open')} words={t('review.open_words')} rows={byTime(open.data.reports).flatMap(({ reports }) => reports)} /> : null}
        {approved.data && approved.data.reports.length > 0 ? <Listing title={t('review.approved')} words={t('review.approved_words')} rows={byTime(approved.data.reports).flatMap(({ reports }) => reports).toReversed().slice(0, 5)} /> : null}
      </div>
    </>
  )
}

function BatchCard({ batch }: { readonly batch: Batch }) {
  const { t } = useWords()
  const span = useSpan()
  const units = batch.reports.filter(({ unit }) => unit !== 'NATIONAL')
  return (
    <section>
      <div className="section-head"><h2>{span(batch)}</h2>{units.length > 1 ? <p>{t('review.several', { count: units.length })}</p> : null}</div>
      <Rows rows={batch.reports} />
    </section>
  )
}

function Listing({ title, words, rows }: { readonly title: string; readonly words: string; readonly rows: readonly Waiting[] }) {
  return <section><div className="section-head"><h2>{title}</h2><p>{words}</p></div><Rows rows={rows} times /></section>
}

function Rows({ rows, times }: { readonly rows: readonly Waiting[]; readonly times?: boolean }) {
  const { t, listed } = useWords()
  const counted = useCounted()
  const unit = useUnitName()
  const dataflow = useDataflowNames()
  const span = useSpan()
  return (
    <ul className="rows card is-flush">
      {rows.map((one) => (
        <li key={one.report}>
          <span className="mark is-accent"><span className={`icon ${one.status === 'approved' ? 'i-check' : 'i-report'}`} aria-hidden="true" /></span>
          <div className="body"><strong>{times ? listed([span(one), unit(one.unit)]) : unit(one.unit)}</strong><p>{listed(one.dataflows.map(dataflow))} · {counted(one.counts)} · <span className="code">{one.report}</span></p></div>
          <Link className="btn is-small" to="/review/$report" params={{ report: one.report }}>{t(one.status === 'approved' ? 'review.see' : 'review.look')}<span className="visually-hidden"> {listed([unit(one.unit), span(one)])}</span></Link>
        </li>
      ))}
    </ul>
  )
}
