import { useDataflowNames } from '../../api/collection.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import type { Listed } from '../reports/group.ts'
import { usePeriods } from '../reports/periods.ts'
import { StatusBadge } from '../reports/status.tsx'
import type { Tasks } from './tasks.ts'

const SHOWN = 3

/** Where the last reports stand that nothing is to be done about here: one that was sent waits, one that was approved counts. */
export function Latest({ reports, tasks }: { readonly reports: readonly Listed[]; readonly tasks: Tasks }) {
  const { t } = useWords()
  const handled = new Set([...tasks.returned, ...tasks.drafts, ...tasks.waiting.flatMap((waiting) => waiting.reports)].map(({ report }) => report))
  const last = reports.filter(({ report }) => !handled.has(report)).slice(0, SHOWN)
  if (last.length === 0) return null
  return (
    <section>
      <div className="section-head"><h2>{t('home.last')}</h2><Link className="push small" to="/reports">{t('home.all_reports')}</Link></div>
      <ul className="rows is-wrapping card is-flush">{last.map((report) => <One key={report.report} report={report} />)}</ul>
    </section>
  )
}

function One({ report }: { readonly report: Listed }) {
  const periods = usePeriods()
  const names = useDataflowNames()
  const unitName = useUnitName()
  const words = report.sections.map(({ dataflow }) => names(dataflow)).join(' · ')
  return <li><div className="body"><strong><Link to="/reports/$report" params={{ report: report.report }}>{periods(report)}</Link></strong><p>{unitName(report.unit)}{words === '' ? '' : ` · ${words}`}</p></div><StatusBadge status={report.status} /></li>
}
