import { useQuery } from '@tanstack/react-query'
import { verifyReceipt } from 'virtual:guides'
import { hrefOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { TermsWords } from '../../ui/terms-words.tsx'
import { CheckReceipt } from './check-receipt.tsx'
import type { Report } from './report.tsx'
import { countsOf, useCounted } from './use-counted.ts'

/** What approving gave: a signed receipt and the figures it vouches for, one pair a dataflow, and how anyone checks them. */
export function Receipts({ id, data }: { readonly id: string; readonly data: Report }) {
  const { t, moment } = useWords()
  const counted = useCounted()
  const dataflow = useDataflowNames()
  const releases = useQuery(read('sharing', 'listReleases')).data?.releases
  const isNational = data.rows[0]!.unit === 'NATIONAL'
  return (
    <section className="card stack receipts" aria-live="polite">
      <div className="row"><span className="mark is-ok"><span className="icon i-check" aria-hidden="true" /></span><h2>{t('review.approved_title')}</h2>{data.approved ? <span className="muted">{moment(data.approved)}</span> : null}</div>
      {isNational ? null : <p>{t('review.went_in')}</p>}
      {isNational ? data.rows.filter(({ release }) => release !== null).map((row) => {
        const release = releases?.find((one) => one.release === row.release)
        const section = data.sections.find((one) => one.dataflow === row.dataflow)
        const params = { report: id, dataflow: row.dataflow! }
        return (
          <div key={row.dataflow} className="stack is-tight">
            <h3>{dataflow(row.dataflow!)}</h3>
            <p className="row">{release ? <TermsWords terms={release} /> : null}<span className="muted">{counted(countsOf([row]))} · <span className="code">{row.release}</span></span></p>
            <p className="row">
              <a className={data.rows.length === 1 ? 'btn is-primary' : 'btn'} href={hrefOf('reports', 'receipt', { params })} download={`${id}-${row.dataflow}-v${row.version}.receipt.json`}><span className="icon i-receipt" aria-hidden="true" />{t('review.get_receipt')}</a>
              <a className="btn is-quiet" href={hrefOf('reports', 'payload', { params })} download><span className="icon i-download" aria-hidden="true" />{t('review.get_payload', { holds: row.holds })}</a>
            </p>
            {section?.sha256 ? <p className="small muted">SHA-256 <span className="code ltr digest">{section.sha256}</span></p> : null}
          </div>
        )
      }) : null}
      {isNational ? (
        <details>
          <summary>{t('review.check')}</summary>
          <ol className="check stack is-tight">
            <li>{t('review.check_hash')} <code className="ltr">sha256sum {id}-{data.rows[0]!.dataflow}-v{data.rows[0]!.version}.{data.rows[0]!.holds === 'narratives' ? 'jsonl' : 'csv'}</code></li>
            <li>{t('review.check_tool')} <code className="ltr">./vrs receipt verify RECEIPT.json --payload FIGURES.csv --key KEY.pem</code></li>
            <li>{t('review.check_keys')} <a href="/.well-known/openvrs-keys.json">{t('review.keys')}</a></li>
            <li><a href={verifyReceipt} download="verify-a-receipt.md">{t('review.guide')}</a></li>
          </ol>
        </details>
      ) : null}
      {isNational ? <CheckReceipt /> : null}
    </section>
  )
}
