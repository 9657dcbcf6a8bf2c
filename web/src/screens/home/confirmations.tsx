import { useQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Row } from './row.tsx'
import { secretariat } from './reads.ts'

/** New analysts of the secretariat whom two people confirm before they see anything. Takes no room where nobody waits. */
export function Confirmations() {
  const { t } = useWords()
  const mayConfirm = useQuery(me).data?.abilities.includes('confirm') ?? false
  const waiting = useQuery({ ...secretariat, enabled: mayConfirm }).data?.people.filter((person) => person.awaits_confirmation && !person.disabled) ?? []
  if (waiting.length === 0) return null
  return (
    <section>
      <div className="section-head"><h2>{t('home.confirm_title')}</h2></div>
      <ul className="rows is-wrapping card is-flush">
        {waiting.map((person) => <Row key={person.person} mark="warn" icon="members" title={t('home.confirm', { name: person.name })} words={t('home.confirm_words')} action={<Link className="btn is-primary" to="/members">{t('home.confirm_open')}</Link>} />)}
      </ul>
    </section>
  )
}
