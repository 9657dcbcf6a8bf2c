import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Audience } from '../../ui/audience.tsx'
import { compareSeen, seenUnder, type Terms } from '../../ui/audience-of.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Release } from './releases.tsx'
import { usersOf } from './uses.ts'

/** Narrows or widens a release: says who comes to see it, who does not any more, and who used figures like it before. */
export function TermsDialog({ release, own, onClose }: { readonly release: Release; readonly own: string; readonly onClose: () => void }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const { withFactor } = useFreshFactor()
  const before: Terms = { level: release.level, ...(release.group === null ? {} : { group: release.group }), ...(release.embargo === null ? {} : { embargo: release.embargo }) }
  const [terms, setTerms] = useState(before)
  const isSame = terms.level === before.level && terms.group === before.group && terms.embargo === before.embargo
  const change = useMutation({
    mutationFn: () => withFactor(() => call('sharing', 'changeTerms', { params: { release: release.release }, body: { ...terms } })),
    onSuccess: async (changed) => {
      if (changed === undefined) return
      await renew('sharing', 'reports', 'explore')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('sharing.terms_title', { dataflow: name(release.dataflow) })} onClose={onClose} onSubmit={() => { if (!isSame) change.mutate() }}
      actions={<><Button kind="primary" submit busy={change.isPending} disabled={isSame}>{t('sharing.terms_do')}</Button><Button kind="quiet" onPress={onClose}>{t('sharing.cancel')}</Button></>}
    >
      <Audience dataflow={release.dataflow} own={own} value={terms} onChange={setTerms} />
      <Effect dataflow={release.dataflow} own={own} before={before} after={terms} />
      {change.error ? <Notice kind="error">{sentenceOf(change.error, t)}</Notice> : null}
    </Dialog>
  )
}

function Effect({ dataflow, own, before, after }: { readonly dataflow: string; readonly own: string; readonly before: Terms; readonly after: Terms }) {
  const { t, day, number } = useWords()
  const member = useMemberName()
  const access = useQuery(read('sharing', 'access', { params: { dataflow } })).data
  const groups = useQuery(read('sharing', 'listGroups')).data?.groups ?? []
  const uses = useQuery(read('sharing', 'ledger', { query: { dataflow } })).data?.uses ?? []
  const { lose, gain, secretariat } = compareSeen(seenUnder(before, own, access, groups), seenUnder(after, own, access, groups))
  const names = (codes: readonly string[]) => codes.map(member).toSorted((a, b) => a.localeCompare(b)).join(', ')
  const losing = [...lose.map(member).toSorted((a, b) => a.localeCompare(b)), ...(secretariat === 'loses' ? [t('audience.secretariat')] : [])]
  const users = usersOf(uses)
  return (
    <div className="stack is-tight" aria-live="polite">
      {losing.length > 0 ? <Notice kind="warn"><p><strong>{t('sharing.lose', { who: losing.join(', ') })}</strong></p><p>{t('sharing.lose_words')}</p></Notice> : null}
      {gain.length > 0 || secretariat === 'gains' ? <Notice><p>{t('sharing.gain', { who: [names(gain), ...(secretariat === 'gains' ? [t('audience.secretariat')] : [])].filter(Boolean).join(', ') })}</p></Notice> : null}
      {after.embargo && after.level !== 'NATIONAL' && after.embargo !== before.embargo ? <Notice><p>{t('sharing.hold', { day: day(after.embargo) })}</p></Notice> : null}
      {users.length > 0 ? (
        <details>
          <summary>{t('sharing.used_before', { count: users.length })}</summary>
          <ul className="rows is-tight small">{users.map((user) => <li key={user.member}><span className="body">{member(user.member)}</span><span className="muted">{t('sharing.used', { queries: number(user.queries), exports: number(user.exports), day: day(user.last) })}</span></li>)}</ul>
        </details>
      ) : <p className="small muted">{t('sharing.not_used')}</p>}
    </div>
  )
}
