import { useDataflowNames } from '../../api/collection.ts'
import type { Me } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { usePeriods } from '../reports/periods.ts'
import { Drafts } from './drafts.tsx'
import { daysLate } from './due.ts'
import { Returned } from './returned.tsx'
import { Row } from './row.tsx'
import type { Tasks, Waiting } from './tasks.ts'

const SHOWN = 6

/** What is to be done, the most pressing first; the first of all has the one button that stands out. */
export function TodoList({ tasks, person, now }: { readonly tasks: Tasks; readonly person: Me; readonly now: Date }) {
  const { t } = useWords()
  const { returned, waiting, drafts, due } = tasks
  const hidden = due.length - SHOWN
  const before = returned.length + waiting.length + drafts.length
  return (
    <section>
      <div className="section-head"><h2>{t('home.todo')}</h2></div>
      {before + due.length === 0 ? <Nothing /> : (
        <ul className="rows is-wrapping card is-flush">
          {returned.map((report, at) => <Returned key={report.report} report={report} first={at === 0} />)}
          {waiting.map((one, at) => <Waits key={one.reports[0]!.report} waiting={one} person={person} first={at === 0 && returned.length === 0} />)}
          <Drafts drafts={drafts} first={returned.length + waiting.length === 0} />
          {due.slice(0, SHOWN).map((one, at) => <DueRow key={one.period} period={one.period} dataflows={one.dataflows} days={daysLate(one.period, now)} first={at === 0 && before === 0} />)}
        </ul>
      )}
      {hidden > 0 ? <p className="small muted">{t('home.due_more', { count: hidden })}</p> : null}
    </section>
  )
}

function Nothing() {
  const { t } = useWords()
  return <div className="empty"><p>{t('home.todo_none')}</p><div className="actions"><Link className="btn is-primary" to="/reports/upload">{t('home.upload')}</Link><Link className="btn" to="/reports/new">{t('home.new_report')}</Link></div></div>
}

function Waits({ waiting, person, first }: { readonly waiting: Waiting; readonly person: Me; readonly first: boolean }) {
  const { t, listed } = useWords()
  const periods = usePeriods()
  const names = useDataflowNames()
  const unitName = useUnitName()
  const units = [...new Set(waiting.reports.map(({ unit }) => unit))]
  const flows = [...new Set(waiting.reports.flatMap(({ sections }) => sections.map(({ dataflow }) => names(dataflow))))].join(' · ')
  const title = t(units.length > 1 ? 'home.waiting_several' : 'home.waiting', { periods: periods(waiting) })
  return <Row mark="warn" icon="review" title={title} words={t('home.waiting_words', { units: units.length, names: listed(units.map((unit) => (unit === 'NATIONAL' ? person.member : unitName(unit)))), flows })} action={<Link className={first ? 'btn is-primary' : 'btn'} to="/review/$report" params={{ report: waiting.reports[0]!.report }}>{t('home.waiting_open')}</Link>} />
}

/** A period that ended and is not reported: of what, and for how long it has been waiting. */
function DueRow({ period: due, dataflows, days, first }: { readonly period: string; readonly dataflows: readonly string[]; readonly days: number; readonly first: boolean }) {
  const { t, period } = useWords()
  const names = useDataflowNames()
  const freq = due.includes('Q') ? 'Q' : due.includes('-') ? 'M' : 'A'
  const action = <Link className={first ? 'btn is-primary' : 'btn'} to="/reports/new" search={{ freq, from: due, to: due }} aria-label={t('home.due_report_of', { period: period(due) })}>{t('home.due_report')}</Link>
  return <Row mark={days > 31 ? 'warn' : undefined} icon="report" title={period(due)} words={<>{t('home.due_words', { names: dataflows.map(names).join(' · ') })} {t('home.due_ended', { days })}</>} action={action} />
}
