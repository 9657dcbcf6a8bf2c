import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { members } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'

export type Member = AnswerOf<'people', 'listMembers'>['members'][number]

/** Everybody who takes part. The administrator adds members here, and invites the first focal point of those that never had one. */
export function MemberList({ may, own }: { readonly may: ReadonlySet<string>; readonly own: string }) {
  const { t } = useWords()
  const all = useQuery(members)
  const [adding, setAdding] = useState(false)
  const [inviting, setInviting] = useState<Member>()
  const [helping, setHelping] = useState(false)
  const [returning, setReturning] = useState<Member>()
  const onTheWay = new Set(useQuery({ ...read('returning', 'list'), enabled: may.has('add_member') }).data?.returns.map(({ member }) => member))
  return (
    <section aria-labelledby="members">
      <div className="section-head">
        <h2 id="members">{t('members.all')}</h2>
        {may.has('add_member') ? <span className="push row"><Button kind="quiet" onPress={() => setHelping(true)}>{t('members.help')}</Button><Button icon="plus" onPress={() => setAdding(true)}>{t('members.add')}</Button></span> : null}
      </div>
      <Loaded of={all}>
        {({ members: rows }) => (
          <ul className="rows card is-flush is-columns">
            {rows.map((member) => <Row key={member.code} member={member} own={own} onInvite={may.has('add_member') ? () => setInviting(member) : undefined} onReturn={may.has('add_member') && !onTheWay.has(member.code) ? () => setReturning(member) : undefined} />)}
          </ul>
        )}
      </Loaded>
      {adding ? <MemberDialog onClose={() => setAdding(false)} onAdded={(member) => { setAdding(false); setInviting(member) }} /> : null}
      {inviting ? <InviteDialog member={inviting.code} units={[]} first={inviting.name} onClose={() => setInviting(undefined)} /> : null}
      {returning ? <ReturnDialog member={returning} onClose={() => setReturning(undefined)} /> : null}
      {helping ? <HelpDialog members={all.data?.members ?? []} onClose={() => setHelping(false)} /> : null}
    </section>
  )
}

function Row({ member, own, onInvite, onReturn }: { readonly member: Member; readonly own: string; readonly onInvite?: () => void; readonly onReturn?: () => void }) {
  const { t, day } = useWords()
  const open = member.left === null && !member.had_focal_point && member.kind !== 'secretariat'
  return (
    <li>
      <div className="body">
        <strong>{member.name} <span className="code quiet">{member.code}</span></strong>
        <p>{t(`members.kind_${member.kind}`)} · {member.left ? t('members.left', { at: day(member.left) }) : t('members.joined', { at: day(member.joined) })}</p>
      </div>
      {member.code === own ? <span className="badge is-accent">{t('members.yours')}</span> : null}
      {open ? (onInvite ? <Button small onPress={onInvite}>{t('members.invite_first')}<span className="visually-hidden"> {member.name}</span></Button> : <span className="badge is-line">{t('members.no_focal')}</span>) : null}
      {member.left !== null && onReturn ? <Button small onPress={onReturn}>{t('members.return')}<span className="visually-hidden"> {member.name}</span></Button> : null}
    </li>
  )
}
