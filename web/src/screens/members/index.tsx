import { useQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Together } from '../../ui/together.tsx'
import { Awaiting } from './awaiting.tsx'
import { Colleagues } from './colleagues.tsx'
import { Invitations } from './invitations.tsx'
import { Lonely } from './lonely.tsx'
import { MemberList } from './member-list.tsx'
import { OwnMember } from './own-member.tsx'
import { OwnUnit } from './own-unit.tsx'
import { Resets } from './resets.tsx'
import { Returns } from './returns.tsx'
import { TermsDue } from './terms-due.tsx'

/** Who takes part; and for those who may, the people and units of the own member. What is offered comes from the person's abilities. */
export default function Members() {
  const { t } = useWords()
  const person = useQuery(me).data
  if (!person) return null
  const may = new Set(person.abilities)
  return (
    <>
      <PageHead title={t('members.title')} lede={t(may.has('add_member') ? 'members.lede_administrator' : may.has('invite') ? 'members.lede_focal' : 'members.lede')} actions={may.has('see_security') ? <Link className="btn" to="/security">{t('members.security')}</Link> : undefined} />
      <Together>
        {may.has('confirm') ? <Awaiting /> : null}
        {may.has('change_member') ? <TermsDue member={person.member} /> : null}
        {may.has('see_security') ? <Lonely /> : null}
        <Resets />
        {may.has('add_member') || may.has('second_return') ? <Returns /> : null}
        {may.has('invite') ? <OwnMember person={person} may={may} /> : may.has('reset') ? <Colleagues person={person} may={may} /> : null}
        {!may.has('invite') && person.unit !== 'MAIN' ? <OwnUnit person={person} /> : null}
        {may.has('invite') ? <Invitations own={person.member} /> : null}
        <MemberList may={may} own={person.member} />
      </Together>
    </>
  )
}
