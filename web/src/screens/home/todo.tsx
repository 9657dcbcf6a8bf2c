import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDataflowNames } from '../../api/collection.ts'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import type { Listed } from '../reports/group.ts'
import { StatusBadge } from '../reports/status.tsx'
import { usePeriods } from '../reports/periods.ts'
import type { Tasks, Waiting } from './tasks.ts'

const SHOWN = 6

/** What is to be done, the most pressing first; then what happened last. */
export function TodoList({ tasks, person, latest }: { readonly tasks: Tasks; readonly person: Me; readonly latest: readonly Listed[] }) {
  const { t } = useWords()
  const hidden = tasks.due.length - SHOWN
  const nothing = [tasks.returned, tasks.waiting, tasks.drafts, tasks.due].every((list) => list.length === 0)
  const handled = new Set([...tasks.returned, ...tasks.drafts, ...tasks.waiting.flatMap(({ reports }) => reports)].map(({ report }) => report))
  const last = latest.filter(({ report }) => !handled.has(report)).slice(0, 5)
  return (
    <>
      <section>
        <div className="section-head"><h2>{t('home.todo')}</h2></div>
        {nothing ? <div className="empty"><p>{t('home.todo_none')}</p><div className="actions"><Link className="btn is-primary" to="/reports/upload">{t('home.upload')}</Link><Link className="btn" to="/reports/new">{t('home.new_report')}</Link></div></div> : (
          <ul className="rows is-wrapping card is-flush">
            {tasks.returned.map((report) => <Returned key={report.report} report={report} />)}
            {tasks.waiting.map((waiting) => <Waits key={waiting.reports[0]!.report} waiting={waiting} person={person} />)}
            <Drafts drafts={tasks.drafts} />
            {tasks.due.slice(0, SHOWN).map((due, at) => <DueRow key={due.period} period={due.period} dataflows={due.dataflows} first={at === 0 && tasks.returned.length === 0 && tasks.waiting.length === 0 && tasks.drafts.length === 0} />)}
          </ul>
        )}
        {hidden > 0 ? <p className="small muted">{t('home.due_more', { count: hidden })}</p> : null}
      </section>
      {last.length > 0 ? (
        <section>
          <div className="section-head"><h2>{t('home.last')}</h2><Link className="push small" to="/reports">{t('home.all_reports')}</Link></div>
          <ul className="rows is-wrapping card is-flush">{last.map((report) => <Last key={report.report} report={report} />)}</ul>
        </section>
      ) : null}
    </>
  )
}

function Row({ mark, icon, title, words, action }: { readonly mark?: 'warn' | 'accent' | 'error'; readonly icon: string; readonly title: ReactNode; readonly words: ReactNode; readonly action: ReactNode }) {
  return <li><span className={mark ? `mark is-${mark}` : 'mark'}><span className={`icon i-${icon}`} aria-hidden="true" /></span><div className="body"><strong>{title}</strong><p>{words}</p></div>{action}</li>
}

function Returned({ report }: { readonly report: Listed }) {
  const { t } = useWords()
  const periods = usePeriods()
  return <Row mark="warn" icon="report" title={t('home.returned', { periods: periods(report) })} words={t('home.returned_words', { report: report.report })} action={<Link className="btn is-primary" to="/reports/$report" params={{ report: report.report }}>{t('home.returned_open')}</Link>} />
}

function Waits({ waiting, person }: { readonly waiting: Waiting; readonly person: Me }) {
  const { t } = useWords()
  const periods = usePeriods()
  const names = useDataflowNames()
  const [first] = waiting.reports
  const units = [...new Set(waiting.reports.map(({ unit }) => unit))]
  const flows = [...new Set(waiting.reports.flatMap(({ sections }) => sections.map(({ dataflow }) => names(dataflow))))].join(', ')
  const title = t(units.length > 1 ? 'home.waiting_several' : 'home.waiting', { periods: periods(waiting) })
  return <Row mark="warn" icon="review" title={title} words={t('home.waiting_words', { units: units.length, names: units.map((unit) => (unit === 'NATIONAL' ? person.member : unit)).join(', '), flows })} action={<Link className="btn is-primary" to="/review/$report" params={{ report: first!.report }}>{t('home.waiting_open')}</Link>} />
}

/** Drafts with what the rules found in them: that of the newest few is asked for. */
function Drafts({ drafts }: { readonly drafts: readonly Listed[] }) {
  const { t } = useWords()
  const periods = usePeriods()
  const shown = drafts.slice(0, 3)
  const details = useQueries({ queries: shown.map(({ report }) => read('reports', 'show', { params: { report } })) })
  return shown.map((draft, at) => {
    const sections = details[at]?.data?.sections
    const [errors, warnings] = [(sections ?? []).reduce((sum, s) => sum + s.errors, 0), (sections ?? []).reduce((sum, s) => sum + s.warnings, 0)]
    const rows = draft.sections.reduce((sum, s) => sum + s.rows, 0)
    const words = draft.sections.length === 0 ? t('home.draft_empty') : sections === undefined ? t('home.draft_rows', { rows }) : t('home.draft_words', { rows, errors, warnings })
    return <Row key={draft.report} mark={errors > 0 ? 'error' : 'accent'} icon="report" title={t('home.draft', { periods: periods(draft), report: draft.report })} words={words} action={<Link className="btn" to="/reports/$report" params={{ report: draft.report }}>{t('home.draft_open')}</Link>} />
  })
}

function DueRow({ period: due, dataflows, first }: { readonly period: string; readonly dataflows: readonly string[]; readonly first: boolean }) {
  const { t, period } = useWords()
  const names = useDataflowNames()
  const freq = due.includes('Q') ? 'Q' : due.includes('-') ? 'M' : 'A'
  const action = <Link className={first ? 'btn is-primary' : 'btn'} to="/reports/new" search={{ freq, from: due, to: due }} aria-label={t('home.due_report_of', { period: period(due) })}>{t('home.due_report')}</Link>
  return <Row icon="report" title={period(due)} words={t('home.due_words', { names: dataflows.map(names).join(', ') })} action={action} />
}

function Last({ report }: { readonly report: Listed }) {
  const { t } = useWords()
  const periods = usePeriods()
  const names = useDataflowNames()
  const words = report.sections.map(({ dataflow }) => names(dataflow)).join(', ')
  return <li><div className="body"><strong><Link to="/reports/$report" params={{ report: report.report }}>{periods(report)}</Link></strong><p>{report.unit === 'NATIONAL' ? t('reports.national') : report.unit}{words === '' ? '' : ` · ${words}`}</p></div><StatusBadge status={report.status} /></li>
}
