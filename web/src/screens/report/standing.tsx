import '../../look/sheet.css'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Shown } from './metadata.ts'

const LOOKS = { draft: '', returned: 'is-warn', submitted: '', approved: 'is-ok', withdrawn: '' } as const
const ICONS = { draft: 'info', returned: 'ask', submitted: 'send', approved: 'ok', withdrawn: 'info' } as const

/** Where the report stands, and what may be done with the whole of it next. Nothing where it is simply being written. */
export function Standing({ report, onEdit, comments = 0 }: { readonly report: Shown; readonly onEdit?: () => void; readonly comments?: number }) {
  const { t, moment } = useWords()
  const [isAsking, ask] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const { status, unit, report: id } = report.rows[0]!
  const { abilities } = report
  const isNational = unit === 'NATIONAL'
  const isOver = status === 'approved' || status === 'withdrawn'
  const correct = async () => {
    try {
      await call('reports', 'correct', { params: { report: id } })
      await renew('reports')
    } catch (error) { setProblem(error) }
  }
  const canReview = status === 'submitted' && (abilities.approve || abilities.return || abilities.combine)
  return (
    <>
      {status === 'draft' ? null : (
        <div className={`notice is-standing ${LOOKS[status]}`}>
          <span className={`icon i-${ICONS[status]}`} aria-hidden="true" />
          <div className="stack is-tight">
            <p>{status === 'approved' && !isNational ? t('report.now_approved_unit') : t(canReview ? 'report.now_submitted_review' : `report.now_${status}`, { moment: moment(report.approved ?? report.submitted ?? report.made), count: comments })}</p>
            <div className="actions">
              {canReview ? <Link className="btn is-small" to="/review/$report" params={{ report: id }}>{t('report.review')}</Link> : null}
              {status === 'submitted' && abilities.edit && onEdit ? <Button small onPress={onEdit}>{t('report.edit_again')}</Button> : null}
              {abilities.correct ? <Button small onPress={() => void correct()}>{t('report.correct')}</Button> : null}
              {abilities.withdraw && isOver ? <Button small kind="danger" onPress={() => ask(true)}>{t('report.withdraw')}</Button> : null}
            </div>
            {problem === undefined ? null : <p role="alert">{sentenceOf(problem, t)}</p>}
          </div>
        </div>
      )}
      {isAsking ? <WithdrawDialog report={id} isReleased={status === 'approved'} onClose={() => ask(false)} /> : null}
    </>
  )
}

/** Laying a report aside, or taking back what was released: asked about, since there is no way back. */
export function WithdrawDialog({ report, isReleased, onClose }: { readonly report: string; readonly isReleased: boolean; readonly onClose: () => void }) {
  const { t } = useWords()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const withdraw = async () => {
    setBusy(true)
    try {
      await call('reports', 'withdraw', { params: { report } })
      await renew('reports')
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      alert title={t(isReleased ? 'report.withdraw_title' : 'report.lay_aside_title')} onClose={onClose}
      actions={<><Button kind="danger" busy={isBusy} onPress={() => void withdraw()}>{t(isReleased ? 'report.withdraw_do' : 'report.lay_aside_do')}</Button><Button onPress={onClose}>{t('report.keep_it')}</Button></>}
    >
      <p>{t(isReleased ? 'report.withdraw_words' : 'report.lay_aside_words')}</p>
      {problem === undefined ? null : <p role="alert">{sentenceOf(problem, t)}</p>}
    </Dialog>
  )
}
