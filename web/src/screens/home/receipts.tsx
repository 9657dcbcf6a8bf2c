import { hrefOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import type { ReportRow } from '../reports/group.ts'
import { usePeriods } from '../reports/periods.ts'

/** The signed receipts of the last releases, to keep. */
export function Receipts({ rows }: { readonly rows: readonly ReportRow[] }) {
  const { t } = useWords()
  const names = useDataflowNames()
  const periods = usePeriods()
  const last = rows.filter((row) => row.release !== null && row.dataflow !== null).slice(0, 4)
  if (last.length === 0) return null
  return (
    <section className="card">
      <h2>{t('home.receipts')}</h2>
      <ul className="rows small is-tight">
        {last.map((row) => (
          <li key={row.release}>
            <span className="icon i-receipt quiet" aria-hidden="true" /><span className="body">{names(row.dataflow!)}, {periods(row)}, {t('home.receipt_version', { version: row.version })}</span>
            <a href={hrefOf('reports', 'receipt', { params: { report: row.report, dataflow: row.dataflow! } })} download={`receipt-${row.report}-${row.dataflow}.json`} aria-label={t('home.receipt_of', { name: `${names(row.dataflow!)}, ${periods(row)}` })}>{t('home.receipt_download')}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
