import { useQuery } from '@tanstack/react-query'
import { members } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Row } from './row.tsx'

/** For the administrator: whether everything runs, and members that nobody was invited for. */
export function Administration() {
  const { t } = useWords()
  const status = useQuery({ ...read('system', 'status'), refetchInterval: 30_000 }).data
  const bad = status?.checks.filter(({ ok }) => !ok) ?? []
  const alone = useQuery(members).data?.members.filter((member) => !member.had_focal_point && !member.left && member.kind !== 'secretariat') ?? []
  return (
    <section>
      <div className="section-head"><h2>{t('home.system')}</h2></div>
      <ul className="rows is-wrapping card is-flush">
        <Row mark={status === undefined ? undefined : bad.length > 0 ? 'error' : 'ok'} icon={bad.length > 0 ? 'error' : 'check'} title={t(status === undefined ? 'shell.loading' : bad.length > 0 ? 'home.system_bad' : 'home.system_ok')} words={t('home.system_version', { version: status?.version ?? '–' })} />
        {alone.map(({ code, name }) => <Row key={code} mark="warn" icon="members" title={t('home.no_focal', { member: name })} words={t('home.no_focal_words')} action={<Link className="btn" to="/members">{t('home.no_focal_open')}</Link>} />)}
      </ul>
    </section>
  )
}
