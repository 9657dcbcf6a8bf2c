import { areTermsDue } from '@openvrs/core/sharing/leaving.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { members, useMemberName } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { TermsPoints } from '../invitation/terms.tsx'

/** A new version of the terms, which a focal point reads and accepts for the member. Takes no room where none waits. */
export function TermsDue({ member }: { readonly member: string }) {
  const { t } = useWords()
  const name = useMemberName()
  const { withFactor } = useFreshFactor()
  const [accepted, setAccepted] = useState(false)
  const state = useQuery(members).data
  const own = state?.members.find(({ code }) => code === member)
  const version = state?.terms ?? ''
  const accept = useMutation({ mutationFn: () => withFactor(() => call('people', 'acceptTerms', { params: { member }, body: { version } })), onSettled: () => renew('people') })
  if (!own || !areTermsDue(own.terms_version, version)) return null
  return (
    <section className="card stack is-tight" aria-labelledby="terms-due">
      <h2 id="terms-due">{t('members.terms_due')}</h2>
      <p className="muted">{t('members.terms_due_words', { version, member: name(member) })}</p>
      <TermsPoints />
      <label className="choice"><input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} /><span>{t('invitation.terms_accept', { member: name(member) })}</span></label>
      {accept.error ? <Notice kind="error">{sentenceOf(accept.error, t)}</Notice> : null}
      <p><Button kind="primary" busy={accept.isPending} disabled={!accepted} onPress={() => accept.mutate()}>{t('members.terms_do')}</Button></p>
    </section>
  )
}
