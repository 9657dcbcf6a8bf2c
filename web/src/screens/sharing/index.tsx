import '../../look/work.css'
import { useQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { PageHead } from '../../ui/page.tsx'
import { Defaults } from './defaults.tsx'
import { Groups } from './groups.tsx'
import { Ledger } from './ledger.tsx'
import { Preview } from './preview.tsx'
import { Releases } from './releases.tsx'

/** What the own state shares, with whom, and who used it. A focal point changes it; others of the state read it. */
export default function Sharing() {
  const { t } = useWords()
  const person = useQuery(me).data
  if (!person) return null
  const may = person.abilities.includes('set_terms')
  return (
    <>
      <PageHead eyebrow={t('nav.sharing')} title={t('sharing.title')} lede={t(may ? 'sharing.lede' : 'sharing.lede_read')} />
      <div className="stack is-wide">
        <Releases own={person.member} may={may} />
        {may ? <Preview own={person.member} /> : null}
        <Defaults own={person.member} may={may} />
        <Groups own={person.member} may={may} />
        {may ? <Ledger /> : null}
      </div>
    </>
  )
}
