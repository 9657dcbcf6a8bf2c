import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import type { Metadata, Shown } from '../report/metadata.ts'
import { WithdrawDialog } from '../report/standing.tsx'
import type { Draft } from './section.tsx'
import { useWarnings } from './warned.tsx'

type SubmitBarProps = { readonly report: Shown; readonly meta: Metadata; readonly kind: string; readonly drafts: readonly Draft[]; /** One is being written. */ readonly isOpen: boolean; readonly canEdit: boolean }

/** The bar that stays: what is missing in this report, and submitting it. */
export function SubmitBar({ report, meta, kind, drafts, isOpen, canEdit }: SubmitBarProps) {
  const { t, number } = useWords()
  const [task, setTask] = useState<Task>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [isAsking, ask] = useState(false)
  const { report: id, unit } = report.rows[0]!
  const { unanswered } = useWarnings(id)
  if (!report.abilities.submit || !canEdit) return null
  const errors = drafts.filter((draft) => draft.kind === kind).reduce((sum, { faults }) => sum + faults.length, 0)
  const elsewhere = report.sections.find((section) => section.dataflow !== kind && section.errors > 0)
  const isEmpty = drafts.length === 0 && report.sections.every((section) => section.base_rows === 0 && !section.checked)
  const nameOf = (flow: string) => { const found = meta.collection.dataflows.get(flow) ?? meta.collection.narratives.get(flow); return found ? meta.nameOf(found.name) : flow }
  const missing = errors > 0 ? t('report.to_mend', { count: errors }) : elsewhere ? t('report.elsewhere', { section: nameOf(elsewhere.dataflow) }) : isEmpty ? t('narratives.nothing_yet') : isOpen ? t('narratives.open_yet') : unanswered > 0 ? t('report.to_answer', { count: unanswered }) : ''
  const look = problem !== undefined || errors > 0 ? 'error' : missing === '' ? 'ok' : 'warn'
  const submit = async () => {
    if (missing !== '') return
    setBusy(true)
    setProblem(undefined)
    try {
      await follow(await call('reports', 'submit', { params: { report: id }, body: {} }, { key: crypto.randomUUID() }), setTask)
    } catch (error) { setProblem(error) }
    setTask(undefined)
    setBusy(false)
    await renew('reports', 'narrativeDrafts')
  }
  return (
    <div className="submit">
      <div className="state">
        <span className={`mark is-${look}`}><span className={`icon i-${look === 'ok' ? 'check' : look}`} aria-hidden="true" /></span>
        <div>
          <strong><output>{problem !== undefined ? sentenceOf(problem, t) : missing || t('report.ready')}</output></strong>
          <small>{task ? t('report.submitting', { rows: number(task.done_rows) }) : t('narratives.count', { count: drafts.length })}</small>
        </div>
      </div>
      <div className="actions">
        {report.abilities.withdraw ? <span className="only-desk"><Button kind="quiet" onPress={() => ask(true)}>{t('report.lay_aside')}</Button></span> : null}
        <button type="button" className="btn is-primary" aria-disabled={missing !== '' || isBusy || undefined} aria-busy={isBusy || undefined} onClick={isBusy ? undefined : () => void submit()}>{t(unit === 'NATIONAL' ? 'report.submit_national' : 'report.submit')}</button>
      </div>
      {isAsking ? <WithdrawDialog report={id} isReleased={report.approved !== null} onClose={() => ask(false)} /> : null}
    </div>
  )
}
