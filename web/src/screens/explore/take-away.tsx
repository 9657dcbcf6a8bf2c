import { useState } from 'react'
import { hrefOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import type { Flow, Names } from './names.ts'
import { sourceOf } from './coverage.ts'
import type { Answer, Series } from './shape.ts'
import { askOf, type View } from './view.ts'

type Props = { readonly flow: Flow; readonly view: View; readonly series: Series; readonly names: Names; readonly title: string; readonly answer: Answer }

/** The figures as files. Both are asked of the server, so that those whose figures they are see in their ledger that they were taken. */
export function TakeAway({ flow, view, series, names, title, answer }: Props) {
  const { t, moment, language } = useWords()
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  const href = hrefOf('explore', 'query', { params: { dataflow: flow.id }, query: { ...askOf(view, series.id), format: 'csv' } })
  const states = new Intl.ListFormat(language).format(sourceOf(answer, series).states.map((code) => names.code('REF_AREA', code)))
  const about = [[t('explore.title'), title], [t('explore.figures'), flow.id], [t('explore.source'), states], [t('explore.as_known'), moment(answer.as_of)], [t('explore.terms'), t('explore.terms_words')], [t('explore.address'), location.href]] as const
  const save = async () => {
    setBusy(true)
    setFailed(false)
    await import('./spreadsheet.ts').then(({ saveSpreadsheet }) => saveSpreadsheet({ href, file: `${flow.id}.xlsx`, sheet: flow.id, about, names, value: t('explore.figure') })).catch(() => setFailed(true))
    setBusy(false)
  }
  return (
    <details className="menu">
      <summary className="btn is-small"><span className="icon i-download" aria-hidden="true" />{t('explore.take_away')}</summary>
      <div className="menu-panel">
        <a href={href} download={`${flow.id}.csv`}><b>CSV</b><span>{t('explore.csv')}</span></a>
        <button type="button" onClick={() => void save()} aria-busy={busy || undefined}><b>XLSX</b><span>{t('explore.xlsx')}</span></button>
        {failed ? <p role="alert">{t('explore.take_failed')}</p> : null}
        <p>{t('explore.terms_words')}</p>
      </div>
    </details>
  )
}
