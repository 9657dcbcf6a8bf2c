import { useMutation, useQuery } from '@tanstack/react-query'
import { call, type AnswerOf } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'

type Invitation = AnswerOf<'people', 'listInvitations'>['invitations'][number]

/** Who was invited and has not come yet. Takes no room where nobody is awaited. */
export function Invitations({ own }: { readonly own: string }) {
  const { t } = useWords()
  const rows = useQuery(read('people', 'listInvitations')).data?.invitations ?? []
  const withdraw = useMutation({ mutationFn: (invitation: string) => call('people', 'withdrawInvitation', { params: { invitation } }), onSettled: () => renew('people') })
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <div className="section-head"><h2 id="invitations">{t('members.invitations')}</h2></div>
      {withdraw.error ? <Notice kind="error">{sentenceOf(withdraw.error, t)}</Notice> : null}
      <ul className="rows card is-flush is-wrapping">{rows.map((row) => <Row key={row.id} row={row} own={own} busy={withdraw.isPending && withdraw.variables === row.id} onWithdraw={() => withdraw.mutate(row.id)} />)}</ul>
    </section>
  )
}

function Row({ row, own, busy, onWithdraw }: { readonly row: Invitation; readonly own: string; readonly busy: boolean; readonly onWithdraw: () => void }) {
  const { t, day } = useWords()
  const memberName = useMemberName()
  return (
    <li>
      <div className="body">
        <strong className="ltr">{row.email}</strong>
        <p>{t('members.invitation_row', { role: t(`role.${row.role}`), made: day(row.made) })}{row.member === own ? '' : ` · ${memberName(row.member)}`}</p>
      </div>
      <span className={row.expired ? 'badge' : 'small muted'}>{t(row.expired ? 'members.invitation_over' : 'members.invitation_until', { until: day(row.expires) })}</span>
      <Button small busy={busy} onPress={onWithdraw}>{t('members.withdraw')}<span className="visually-hidden"> {row.email}</span></Button>
    </li>
  )
}
