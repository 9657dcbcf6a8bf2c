import { useQuery } from '@tanstack/react-query'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { account, entriesOf } from '../../shell/entries.ts'
import { LanguageChoice } from '../../shell/language-choice.tsx'
import { SignOut } from '../../shell/sign-out.tsx'
import { ThemeSwitch } from '../../shell/theme-switch.tsx'
import { PageHead } from '../../ui/page.tsx'

/** On a phone: where else one can go, and what stands at the foot of the menu of a wide screen. */
export default function More() {
  const { t } = useWords()
  const person = useQuery(me).data
  if (!person) return null
  const rest = entriesOf(person).flatMap((entry) => ('to' in entry && !entry.bar ? [entry] : []))
  return (
    <>
      <PageHead title={t('nav.more')} />
      <div className="stack">
        <ul className="ways-on card is-flush">
          {[...rest, account].map((entry) => <li key={entry.to}><Link to={entry.to}><span className={`icon i-${entry.icon}`} aria-hidden="true" />{t(`nav.${entry.name}`)}<span className="icon i-next push" aria-hidden="true" /></Link></li>)}
        </ul>
        <div className="row"><LanguageChoice /><ThemeSwitch worded /><span className="push"><SignOut /></span></div>
      </div>
    </>
  )
}
