import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'

const FATES = ['stay', 'withdraw'] as const

/** Asks to leave, or does it: says what ends, for whom, and that it is for good. */
export function LeaveDialog({ member, step, onClose }: { readonly member: string; readonly step: 'ask' | 'confirm'; readonly onClose: () => void }) {
  const { t } = useWords()
  const name = useMemberName()
  const { withFactor } = useFreshFactor()
  const [releases, choose] = useState<(typeof FATES)[number]>('stay')
  const go = useMutation({
    mutationFn: () => withFactor(async () => {
      await (step === 'ask' ? call('leaving', 'ask', { params: { member }, body: { releases } }) : call('leaving', 'confirm', { params: { member } }))
      return true
    }),
    onSuccess: (done) => {
      if (!done) return
      if (step === 'confirm') return location.assign('/')
      void renew('leaving')
      onClose()
    },
  })
  return (
    <Dialog
      alert={step === 'confirm'} title={t(step === 'ask' ? 'members.leave_title' : 'members.leave_sure', { member: name(member) })} onClose={onClose}
      actions={<><Button kind="danger" busy={go.isPending} onPress={() => go.mutate()}>{t(step === 'ask' ? 'members.leave_ask' : 'members.leave_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {go.error ? <Notice kind="error">{sentenceOf(go.error, t)}</Notice> : null}
      {step === 'ask' ? (
        <fieldset className="stack is-tight">
          <legend>{t('members.leave_releases')}</legend>
          {FATES.map((fate) => <label className="choice" key={fate}><input type="radio" name="releases" checked={releases === fate} onChange={() => choose(fate)} /><span>{t(`members.leave_${fate}`)}</span><span className="hint">{t(`members.leave_${fate}_words`)}</span></label>)}
        </fieldset>
      ) : null}
      <ul className="bullets">{['accounts', 'archive', 'ever'].map((point) => <li key={point}>{t(`members.leave_${point}`)}</li>)}</ul>
      {step === 'ask' ? <p className="muted">{t('members.leave_two')}</p> : null}
    </Dialog>
  )
}
