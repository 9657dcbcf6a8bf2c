import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { blanksOf, type Item } from './findings.ts'
import type { Metadata, Shown } from './metadata.ts'
import { WithdrawDialog } from './standing.tsx'
import type { Sheet } from './use-sheet.ts'

type SubmitBarProps = {
  readonly report: Shown
  readonly dataflow: string
  readonly meta: Metadata
  readonly items: readonly Item[]
  readonly sheet: Sheet
  readonly canEdit: boolean
  /** A row is being typed, or the rules have not looked yet. */
  readonly isWaiting: boolean
  readonly rows: number
  readonly isLarge: boolean
  /** Warnings of the whole report that have no comment, as the server counts them. */
  readonly unanswered: number
  readonly onGo: (item: Item) => void
}

/** The bar that stays: whether it is saved, what is missing, and submitting. */
export function SubmitBar({ report, dataflow, meta, items, sheet, canEdit, isWaiting, rows, isLarge, unanswered, onGo }: SubmitBarProps) {
  const { t, number } = useWords()
  const [task, setTask] = useState<Task>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [isAsking, ask] = useState(false)
  const { report: id } = report.rows[0]!
  if (!report.abilities.submit || !canEdit) return null

  const own = report.sections.find((section) => section.dataflow === dataflow)
  const errors = isLarge ? (own?.errors ?? 0) : items.filter((item) => item.kind === 'error').length
  const open = items.filter((item) => item.kind === 'warn' && !item.answer)
  const elsewhere = report.sections.find((section) => section.dataflow !== dataflow && section.errors > 0)
  const blank = blanksOf(items)
  const first = items.find((item) => item.kind === 'error') ?? open[0] ?? blank
  const isEmpty = rows === 0 && report.sections.every((section) => section.dataflow === dataflow || (section.base_rows === 0 && !section.checked))
  const warnings = isLarge ? unanswered : open.length
  const missing = errors > 0 ? t('report.to_mend', { count: errors }) : warnings > 0 ? t('report.to_answer', { count: warnings })  : blank ? blank.message : elsewhere ? t('report.elsewhere', { section: nameOf(elsewhere.dataflow) }) : isEmpty ? t('report.nothing_yet') : isWaiting ? t('report.row_open') : ''
  const look = problem !== undefined || errors > 0 ? 'error' : sheet.save.is === 'waiting' || missing !== '' ? 'warn' : 'ok'

  const submit = async () => {
    if (missing !== '') return first ? onGo(first) : undefined
    setBusy(true)
    setProblem(undefined)
    try {
      await sheet.flush()
      await follow(await call('reports', 'submit', { params: { report: id }, body: {} }, { key: crypto.randomUUID() }), setTask)
    } catch (error) { setProblem(error) }
    setTask(undefined)
    setBusy(false)
    await renew('reports')
  }
  return (
    <div className="submit">
      <div className="state">
        <span className={`mark is-${look}`}><span className={`icon i-${sheet.save.is === 'waiting' ? 'offline' : look === 'ok' ? 'check' : look}`} aria-hidden="true" /></span>
        <div>
          <strong><output>{problem !== undefined ? sentenceOf(problem, t) : missing || t('report.ready')}</output></strong>
          <small data-is={task ? 'saving' : sheet.save.is}>{task ? t('report.submitting', { rows: number(task.done_rows) }) : t(`report.save_${sheet.save.is}`)}</small>
          {task ? <progress max={task.all_rows ?? undefined} value={task.all_rows === null ? undefined : task.done_rows} aria-label={t('report.submit_progress')} /> : null}
        </div>
      </div>
      <div className="actions">
        {report.abilities.withdraw ? <span className="only-desk"><Button kind="quiet" onPress={() => ask(true)}>{t('report.lay_aside')}</Button></span> : null}
        {first ? <Button onPress={() => onGo(first)}>{t(errors > 0 ? 'report.to_error' : open.length > 0 ? 'report.to_warning' : 'report.to_blank')}</Button> : null}
        <button type="button" className="btn is-primary" aria-disabled={missing !== '' || isBusy || undefined} aria-busy={isBusy || undefined} onClick={isBusy ? undefined : () => void submit()}>{t(report.rows[0]!.unit === 'NATIONAL' ? 'report.submit_national' : 'report.submit')}</button>
      </div>
      {isAsking ? <WithdrawDialog report={id} isReleased={report.approved !== null} onClose={() => ask(false)} /> : null}
    </div>
  )

  function nameOf(flow: string): string {
    const found = meta.collection.dataflows.get(flow) ?? meta.collection.narratives.get(flow)
    return found ? meta.nameOf(found.name) : flow
  }
}
