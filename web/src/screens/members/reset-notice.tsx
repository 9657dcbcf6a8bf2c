import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { renew, type Me } from '../../api/queries.ts'
import { lostOf, openResets, type OpenReset } from '../../api/resets.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'

/** What everybody has to know of at once: the secretariat wants to let somebody of the own member back in, and any of them can stop it. To the secretariat, what waits for it. */
export function ResetNotice({ person }: { readonly person: Me }) {
  const rows = useQuery(openResets).data?.resets.filter((row) => row.notice) ?? []
  if (rows.length === 0) return null
  return <div className="page-notices">{rows.map((row) => (row.member === person.member ? <Ours key={row.id} row={row} /> : <Theirs key={row.id} row={row} />))}</div>
}

function Ours({ row }: { readonly row: OpenReset }) {
  const { t, day } = useWords()
  const stop = useMutation({ mutationFn: () => call('resets', 'stop', { params: { reset: row.id } }), onSettled: () => renew('resets') })
  const values = { name: row.name, email: row.email, lost: t(lostOf(row)), opens: row.opens ? day(row.opens) : '' }
  return (
    <Notice kind="warn">
      <div className="stack is-tight">
        <p><strong>{t('notice.title')}</strong></p>
        <p>{t(row.opens ? 'notice.runs' : 'notice.asked', values)}</p>
        <p>{t('notice.words', values)}</p>
        {stop.error ? <p>{sentenceOf(stop.error, t)}</p> : null}
        {row.may.includes('stop') ? <p><Button busy={stop.isPending} onPress={() => stop.mutate()}>{t('notice.stop')}<span className="visually-hidden"> {row.name}</span></Button></p> : null}
      </div>
    </Notice>
  )
}

function Theirs({ row }: { readonly row: OpenReset }) {
  const { t } = useWords()
  const name = useMemberName()
  const act = row.may.includes('second') ? 'notice.to_second' : row.may.includes('issue') && row.status === 'ready' ? 'notice.to_issue' : undefined
  if (!act) return null
  return <Notice kind="warn"><p className="row"><span>{t(act, { name: row.name, member: name(row.member) })}</span><Link className="btn push" to="/members">{t('notice.open')}</Link></p></Notice>
}
