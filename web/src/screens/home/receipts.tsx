import { hrefOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import type { Listed } from '../reports/group.ts'
import { usePeriods } from '../reports/periods.ts'

/** The signed receipts of the last report that was released, to keep. */
export function Receipts({ reports }: { readonly reports: readonly Listed[] }) {
  const { t } = useWords()
  const names = useDataflowNames()
  const periods = usePeriods()
  const last = reports.find(({ sections }) => sections.some(({ release }) => release !== null))
  if (!last) return null
  return (
    <section className="card">
      <h2>{t('home.receipts')}</h2>
      <p className="small muted">{periods(last)}, {t('home.receipt_version', { version: last.version })}</p>
      <ul className="rows small is-tight">
        {last.sections.filter(({ release }) => release !== null).map(({ dataflow }) => (
          <li key={dataflow}>
            <span className="icon i-receipt quiet" aria-hidden="true" /><span className="body">{names(dataflow)}</span>
            <a href={hrefOf('reports', 'receipt', { params: { report: last.report, dataflow } })} download={`receipt-${last.report}-${dataflow}.json`} aria-label={t('home.receipt_of', { name: `${names(dataflow)}, ${periods(last)}` })}>{t('home.receipt_download')}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
