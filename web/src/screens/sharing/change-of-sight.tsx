import { useQuery } from '@tanstack/react-query'
import { useMemberName } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { compareSeen, type Terms } from '../../ui/audience-of.ts'
import { useSeen } from '../../ui/use-seen.ts'
import { Notice } from '../../ui/page.tsx'
import { usersOf } from './uses.ts'

type ChangeProps = { readonly dataflow: string; readonly before: Terms; readonly after: Terms }

/** What other terms change: who sees the figures no more, who comes to see them, and who used figures like them before. */
export function ChangeOfSight({ dataflow, before, after }: ChangeProps) {
  const { t, day, listed } = useWords()
  const member = useMemberName()
  const [seen, then] = [useSeen(dataflow, before), useSeen(dataflow, after)]
  const { lose, gain, secretariat } = seen && then ? compareSeen(seen, then) : { lose: [], gain: [], secretariat: 'same' as const }
  const named = (codes: readonly string[], also: boolean) => listed([...codes.map(member).toSorted((a, b) => a.localeCompare(b)), ...(also ? [t('audience.secretariat')] : [])])
  const losing = named(lose, secretariat === 'loses')
  const gaining = named(gain, secretariat === 'gains')
  const isUntold = seen?.told === false || then?.told === false
  return (
    <div className="stack is-tight" aria-live="polite">
      {losing !== '' ? <Notice kind="warn"><p><strong>{t('sharing.lose', { who: losing })}</strong></p><p>{t('sharing.lose_words')}</p></Notice> : null}
      {gaining !== '' ? <Notice><p>{t('sharing.gain', { who: gaining })}</p></Notice> : null}
      {isUntold && before.level !== after.level ? <Notice><p>{t('sharing.change_untold')}</p></Notice> : null}
      {after.embargo && after.level !== 'NATIONAL' && after.embargo !== before.embargo ? <Notice><p>{t('sharing.hold', { day: day(after.embargo) })}</p></Notice> : null}
    </div>
  )
}

/** Which states used figures of the dataflow in the last year, the most exports first: what was exported cannot be called back. */
export function UsedBefore({ dataflow }: { readonly dataflow: string }) {
  const { t, day, number } = useWords()
  const member = useMemberName()
  const users = usersOf(useQuery(read('sharing', 'ledger', { query: { dataflow } })).data?.uses ?? [])
  if (users.length === 0) return <p className="small muted">{t('sharing.not_used')}</p>
  return (
    <details>
      <summary>{t('sharing.used_before', { count: users.length })}</summary>
      <ul className="rows is-tight small">{users.map((user) => <li key={user.member}><span className="body">{member(user.member)}</span><span className="muted">{t('sharing.used', { queries: number(user.queries), exports: number(user.exports), day: day(user.last) })}</span></li>)}</ul>
    </details>
  )
}
