import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, hrefOf } from '../../api/call.ts'
import { members } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { LeaveDialog } from './leave-dialog.tsx'

/** Taking part: the terms that were accepted, everything that the member may take along, and the way out, which two focal points go or one who waits. */
export function Leaving({ member }: { readonly member: string }) {
  const { t, day } = useWords()
  const [asking, ask] = useState<'ask' | 'confirm'>()
  const own = useQuery(members).data?.members.find(({ code }) => code === member)
  const state = useQuery(read('leaving', 'show', { params: { member } }))
  return (
    <section className="card" aria-labelledby="leaving">
      <h2 id="leaving">{t('members.part')}</h2>
      <div className="stack is-tight">
        <p className="small muted">{own?.terms_accepted ? t('members.terms_accepted', { day: day(own.terms_accepted), version: own.terms_version ?? '1' }) : t('members.terms_none')}</p>
        <p><a className="btn is-small" href={hrefOf('leaving', 'archive', { params: { member } })} download>{t('members.archive')}</a></p>
        <p className="small muted">{t('members.archive_words')}</p>
        <Loaded of={state}>{({ leaving }) => (leaving ? <Asked member={member} leaving={leaving} onConfirm={() => ask('confirm')} /> : <p><Button small kind="quiet" onPress={() => ask('ask')}>{t('members.leave')}</Button></p>)}</Loaded>
      </div>
      {asking ? <LeaveDialog member={member} step={asking} onClose={() => ask(undefined)} /> : null}
    </section>
  )
}

type Asking = { readonly releases: 'stay' | 'withdraw'; readonly asked: string; readonly asked_by_me: boolean; readonly opens: string; readonly may_confirm: boolean }

function Asked({ member, leaving, onConfirm }: { readonly member: string; readonly leaving: Asking; readonly onConfirm: () => void }) {
  const { t, day } = useWords()
  const { withFactor } = useFreshFactor()
  const stop = useMutation({ mutationFn: () => withFactor(() => call('leaving', 'stop', { params: { member } })), onSettled: () => renew('leaving') })
  return (
    <Notice kind="warn">
      <p><strong>{t('members.leaving_asked', { day: day(leaving.asked) })}</strong> {t(`members.leave_${leaving.releases}`)}.</p>
      <p>{leaving.may_confirm ? t('members.leaving_confirm_words') : t('members.leaving_wait', { day: day(leaving.opens) })}</p>
      {stop.error ? <p>{sentenceOf(stop.error, t)}</p> : null}
      <p className="actions"><Button small busy={stop.isPending} onPress={() => stop.mutate()}>{t('members.leaving_stop')}</Button>{leaving.may_confirm ? <Button small kind="danger" onPress={onConfirm}>{t('members.leave_do')}</Button> : null}</p>
    </Notice>
  )
}
