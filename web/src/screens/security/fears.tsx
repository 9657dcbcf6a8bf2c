import { useQuery } from '@tanstack/react-query'
import { Link } from '../../router/link.tsx'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'

const FEARS = ['password', 'device', 'flood', 'gone', 'other_state', 'secretariat', 'operator', 'program', 'lost'] as const

/** Who has a chain to read. */
const READS_A_CHAIN: readonly Me['role'][] = ['focal_point', 'cau_analyst', 'administrator']

/** What a state may fear, and what is done about it, in plain words; and where to check it oneself. */
export function Fears({ role }: { readonly role: Me['role'] }) {
  const { t } = useWords()
  const contact = useQuery(read('system', 'about')).data?.contact
  return (
    <section aria-labelledby="fears">
      <div className="section-head"><h2 id="fears">{t('security.fears')}</h2><p>{t('security.fears_words')}</p></div>
      <div className="stack">
        <div className="card fears">{FEARS.map((fear) => <details key={fear}><summary>{t(`security.fear.${fear}`)}</summary><p>{t(`security.done.${fear}`)}</p></details>)}</div>
        <p className="row">
          {READS_A_CHAIN.includes(role) ? <Link to="/audit">{t('security.to_audit')}</Link> : null}
          <a href="/.well-known/vrs-audit.json">{t('security.to_head')}</a>
          {contact ? <a href="/.well-known/security.txt">{t('security.to_txt')}</a> : null}
        </p>
        <p className="row"><a href="/api/docs/threat-model.md" hrefLang="en">{t('security.threat_model')}</a><a href="/api/docs/security.md" hrefLang="en">{t('security.requirements')}</a></p>
      </div>
    </section>
  )
}
