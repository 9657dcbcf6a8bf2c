import { areTermsDue } from '@openvrs/core/sharing/leaving.ts'
import { useQuery } from '@tanstack/react-query'
import { members, useMemberName } from '../../api/members.ts'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Notice } from '../../ui/page.tsx'

/** What waits on the page Members for whoever leads a member, and for the secretariat. Takes no room where nothing does. */
export function WaitingNotice({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const name = useMemberName()
  const leads = person.abilities.includes('change_member')
  const state = useQuery({ ...members, enabled: leads }).data
  const due = leads && state && areTermsDue(state.members.find(({ code }) => code === person.member)?.terms_version ?? null, state.terms)
  const asked = useQuery({ ...read('counterparts', 'list'), enabled: leads }).data?.counterparts.filter(({ status }) => status === 'asked_of_us') ?? []
  const back = useQuery({ ...read('returning', 'list'), enabled: person.abilities.includes('second_return') || person.abilities.includes('add_member') }).data?.returns ?? []
  const said = [...(due ? [t('notice.terms')] : []), ...asked.map(({ member }) => t('notice.counterpart', { member: name(member) })), ...back.flatMap(({ member, may }) => (may.includes('second') ? [t('notice.return', { member: name(member) })] : may.includes('invite') ? [t('notice.return_ready', { member: name(member) })] : []))]
  if (said.length === 0) return null
  return <div className="page-notices">{said.map((sentence) => <Notice kind="warn" key={sentence}><p className="row"><span>{sentence}</span><Link className="btn push" to="/members">{t('notice.open')}</Link></p></Notice>)}</div>
}
