import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDataflowNames } from '../../api/collection.ts'
import { call } from '../../api/call.ts'
import { me } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { useSearch } from '../../router/use.ts'
import { Failed } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { byReport, NATIONAL, STATUSES, type Listed, type Status } from './group.ts'
import { usePeriods } from './periods.ts'
import { StatusBadge } from './status.tsx'
import './reports.css'

/** The reports that one may see, the newest first; the filter stands in the address. */
export default function Reports() {
  const { t } = useWords()
  const person = useQuery(me).data
  const asked = useSearch()
  const status = STATUSES.find((known) => known === asked['status'])
  const list = useInfiniteQuery({
    queryKey: ['reports', 'list', 'pages', status],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => call('reports', 'list', { query: { ...(status ? { status } : {}), ...(pageParam === undefined ? {} : { before: String(pageParam) }) } }, { signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const listed = byReport(list.data?.pages.flatMap(({ reports }) => reports) ?? [])
  const actions = <><Link className="btn is-primary" to="/reports/upload"><span className="icon i-upload" aria-hidden="true" />{t('reports.upload')}</Link><Link className="btn" to="/reports/new"><span className="icon i-plus" aria-hidden="true" />{t('reports.new')}</Link></>
  return (
    <>
      <PageHead title={t('reports.title')} lede={t(person?.role === 'focal_point' ? 'reports.lede_focal_point' : 'reports.lede')} actions={actions} />
      <StatusFilter status={status} />
      {list.error ? <Failed error={list.error} retry={() => void list.refetch()} /> : list.isPending ? <output className="quiet">{t('shell.loading')}</output> : listed.length === 0 ? (
        <div className="empty"><h2>{t(status ? 'reports.none_of_status' : 'reports.none')}</h2><p>{t('reports.none_words')}</p></div>
      ) : (
        <ul className="rows is-wrapping card is-flush" aria-label={t('reports.title')}>{listed.map((report) => <Row key={report.report} report={report} />)}</ul>
      )}
      {list.hasNextPage ? <p className="actions reports-more"><Button busy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('reports.older')}</Button></p> : null}
    </>
  )
}

function StatusFilter({ status }: { readonly status: Status | undefined }) {
  const { t } = useWords()
  const choose = (next: Status | undefined) => void go({ to: '/reports', search: next ? { status: next } : {}, replace: true })
  return (
    <fieldset className="toolbar" aria-label={t('reports.filter')}>
      <button type="button" className="chip" aria-pressed={status === undefined} onClick={() => choose(undefined)}>{t('reports.all')}</button>
      {STATUSES.map((known) => <button type="button" key={known} className="chip" aria-pressed={status === known} onClick={() => choose(known)}>{t(`reports.status_${known}`)}</button>)}
    </fieldset>
  )
}

function Row({ report }: { readonly report: Listed }) {
  const { t, number } = useWords()
  const periods = usePeriods()
  const names = useDataflowNames()
  const unitName = useUnitName()
  const { unit, version, sections } = report
  const isWaiting = report.status === 'submitted'
  return (
    <li>
      <div className="body">
        <strong><Link to="/reports/$report" params={{ report: report.report }}>{periods(report)}</Link></strong>
        <p>{unit === NATIONAL ? t('reports.national') : unitName(unit)} · <span className="code">{report.report}</span>{version > 1 ? ` · ${t('reports.version', { version })}` : ''}</p>
        {sections.length === 0 ? <p>{t('reports.no_sections')}</p> : (
          <ul className="report-sections">{sections.map(({ dataflow, holds, rows, terms }) => <li key={dataflow}>{names(dataflow)} <span className="quiet">{t('reports.figures', { holds, count: rows, number: number(rows) })}{terms ? ` · ${termsIn(terms, t)}` : ''}</span></li>)}</ul>
        )}
      </div>
      <StatusBadge status={report.status} />
      {isWaiting ? <span className="visually-hidden">{t('reports.waits')}</span> : null}
    </li>
  )
}

/** `GROUP Mekong`, `PUBLIC from 2027-…` in words; a form that is not known stays as it is. */
function termsIn(terms: string, t: (id: string, values?: Record<string, string | number>) => string): string {
  const found = /^([A-Z]+)(?: (?!from )(\S.*?))?(?: from (\S+))?$/.exec(terms)
  if (!found) return terms
  const level = t(`reports.level_${found[1]}`, { group: found[2] ?? '' })
  return found[3] ? t('reports.from', { level, day: found[3].slice(0, 10) }) : level
}
