import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/grid-row.tsx'
import { Answer, Refused, useAnswer } from './answer.tsx'
import { blanksOf, type Item } from './findings.ts'
import type { Fix } from './fixes.ts'
import type { Lexicon } from './lexicon.ts'
import { WaysOut } from './ways-out.tsx'

type FindingsPanelProps = {
  readonly report: string
  readonly dataflow: string
  readonly items: readonly Item[]
  readonly canAnswer: boolean
  readonly isChecking: boolean
  /** Counts of the server, for sections of which not all findings are here. */
  readonly total?: { readonly errors: number; readonly warnings: number; readonly checked: boolean }
  readonly columns: readonly GridColumn[]
  readonly first: number
  readonly lexicon: Lexicon
  readonly onGo: (item: Item) => void
  readonly onMend: (item: Item, fix: Fix) => void
}

const SHOWN = 30

/** What is to be looked at, numbered as it is marked in the grid: errors, then warnings, then what is asked. */
export function FindingsPanel({ report, dataflow, items, canAnswer, isChecking, total, columns, first, lexicon, onGo, onMend }: FindingsPanelProps) {
  const { t, listed } = useWords()
  const [most, setMost] = useState(SHOWN)
  const errors = total?.errors ?? items.filter((item) => item.kind === 'error').length
  const warnings = total?.warnings ?? items.filter((item) => item.kind === 'warn').length
  const asks = items.filter((item) => item.asked).length
  const blanks = blanksOf(items)?.rows?.length ?? 0
  const counts = listed([errors > 0 && t('report.errors', { count: errors }), warnings > 0 && t('report.warnings', { count: warnings }), asks > 0 && t('report.comments', { count: asks }), blanks > 0 && t('report.blanks', { count: blanks })].filter((count) => count !== false))
  const open = items.filter((item) => item.kind === 'warn' && !item.answer)
  return (
    <aside className="aside is-sticky findings" aria-label={t('report.look')}>
      <header><h2>{t('report.look')}</h2><output>{counts || (isChecking ? t('report.checking') : t('report.none'))}</output></header>
      {items.length > 0 && canAnswer ? <p className="small muted only-desk">{t('report.keys')}</p> : null}
      {total && !total.checked ? <p className="small muted">{t('report.checked_later')}</p> : null}
      {items.slice(0, most).map((item) => (
        <article key={`${item.kind}${item.rule ?? ''}${item.key}${item.column}${item.message}${item.row}`} className={`finding is-${item.kind}`} data-no={item.no}>
          <span className="no">{item.no}</span>
          <h3>{item.row === undefined && item.key === '' ? item.message : <button type="button" className="plain" title={t('report.go')} onClick={() => onGo(item)}>{item.message}</button>}</h3>
          <p>{placeOf(item)}</p>
          {canAnswer ? <WaysOut item={item} lexicon={lexicon} columns={columns} onMend={onMend} /> : null}
          {canAnswer && ((item.kind === 'warn' && item.rule !== undefined) || item.asked?.kind === 'return') ? <Answer report={report} dataflow={dataflow} item={item} /> : item.answer ? <p>{t(item.asked ? 'report.replied' : 'report.answered', { words: item.answer.words })}</p> : null}
        </article>
      ))}
      {items.length > most ? <Button small onPress={() => setMost(most + 100)}>{t('report.more_findings', { count: items.length - most })}</Button> : null}
      {canAnswer && open.length > 1 ? <AnswerAll report={report} dataflow={dataflow} rules={[...new Set(open.map((item) => item.rule!))]} count={warnings} /> : null}
    </aside>
  )

  function placeOf(item: Item): string {
    const column = columns.find((one) => one.id === item.column)?.name
    const row = item.row === undefined ? undefined : item.rows && item.rows.length > 1 ? t('report.rows', { rows: listed(item.rows.slice(0, 6).map((at) => String(first + at + 1))), more: Math.max(0, item.rows.length - 6) }) : t('report.row', { row: first + item.row + 1 })
    const at = listed([row, column].filter((part) => part !== undefined))
    return item.asked ? [t('report.asked_by', { kind: item.asked.kind }), at].filter(Boolean).join(' · ') : at
  }
}

/** The same words for every warning that has none. */
function AnswerAll({ report, dataflow, rules, count }: { readonly report: string; readonly dataflow: string; readonly rules: readonly string[]; readonly count: number }) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  const { isBusy, problem, send } = useAnswer(report)
  const submit = async (sure = false) => { if (words.trim() && (await send(rules.map((rule) => ({ dataflow, key: '', column: '', rule, words: words.trim() })), sure))) setWords('') }
  return (
    <form className="stack is-tight" onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <div className="field"><label>{t('report.answer_all', { count })}<input className="input" value={words} maxLength={2000} onChange={(event) => setWords(event.target.value)} /></label></div>
      <div className="actions"><Button small submit busy={isBusy} disabled={!words.trim()}>{t('report.answer_all_do')}</Button></div>
      <Refused problem={problem} onSure={() => void submit(true)} />
    </form>
  )
}
