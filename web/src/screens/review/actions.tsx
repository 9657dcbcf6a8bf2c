import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Notes } from './notes.tsx'
import type { Report } from './report.tsx'
import { ReturnDialog } from './return-dialog.tsx'

type Question = 'return' | 'withdraw'

/** What can be done with the whole report besides approving it: return, open for correction, withdraw. Only what the API allows is offered. */
export function Actions({ id, data, notes }: { readonly id: string; readonly data: Report; readonly notes: Notes }) {
  const { t } = useWords()
  const [asked, ask] = useState<Question>()
  const { abilities } = data
  const correct = useMutation({ mutationFn: () => call('reports', 'correct', { params: { report: id } }), onSuccess: async () => {
    await renew('reports')
    await go({ to: '/reports/$report', params: { report: id } })
  } })
  const isApproved = data.rows[0]!.status === 'approved'
  return (
    <>
      {correct.error ? <Notice kind="error">{sentenceOf(correct.error, t)}</Notice> : null}
      {abilities.correct ? <Button busy={correct.isPending} onPress={() => correct.mutate()}>{t('review.correct')}</Button> : null}
      {abilities.return ? <Button onPress={() => ask('return')}>{notes.all.length > 0 ? t('review.return_with', { count: notes.all.length }) : t('review.return')}</Button> : null}
      {abilities.withdraw && isApproved ? <Button kind="danger" onPress={() => ask('withdraw')}>{t('review.withdraw')}</Button> : null}
      {asked === 'return' ? <ReturnDialog id={id} data={data} notes={notes} onClose={() => ask(undefined)} /> : null}
      {asked === 'withdraw' ? <WithdrawDialog id={id} onClose={() => ask(undefined)} /> : null}
    </>
  )
}

function WithdrawDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useWords()
  const withdraw = useMutation({ mutationFn: () => call('reports', 'withdraw', { params: { report: id } }), onSuccess: async () => {
    await renew('reports', 'sharing', 'explore')
    onClose()
  } })
  return (
    <Dialog alert title={t('review.withdraw_title')} onClose={onClose} actions={<><Button kind="danger" busy={withdraw.isPending} onPress={() => withdraw.mutate()}>{t('review.withdraw_do')}</Button><Button kind="quiet" onPress={onClose}>{t('review.cancel')}</Button></>}>
      <p>{t('review.withdraw_words')}</p>
      {withdraw.error ? <Notice kind="error">{sentenceOf(withdraw.error, t)}</Notice> : null}
    </Dialog>
  )
}
