import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { me, type Me } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { leaveInside } from '../router/go.ts'
import { Link } from '../router/link.tsx'
import { FreshFactorProvider } from '../ui/fresh-factor.tsx'
import { entriesOf } from './entries.ts'
import { LanguageChoice } from './language-choice.tsx'
import { useNotedLanguage } from './note-language.ts'
import { SignOut } from './sign-out.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { Who } from './who.tsx'

/** The frame of every screen inside: who I am, where I can go, and the screen. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const person = useQuery(me).data
  useNotedLanguage(person)
  const isOut = person === null
  useEffect(() => { if (isOut) leaveInside() }, [isOut])
  if (!person) return null
  return (
    <>
      <header className="topbar">
        <Link className="brand" to="/home" aria-label="OpenVRS"><span className="brand-mark" aria-hidden="true" /></Link>
        <Who person={person} />
        <Link className="btn is-quiet is-small is-icon" to="/search" aria-label={t('nav.search')}><span className="icon i-search" aria-hidden="true" /></Link>
        <ThemeSwitch />
      </header>
      <div className="shell">
        <nav className="side" aria-label={t('shell.main')}>
          <Link className="brand" to="/home"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link>
          <Who person={person} />
          <Entries person={person} />
          <div className="side-foot"><LanguageChoice /><ThemeSwitch /><SignOut /></div>
        </nav>
        <main className="main" id="main"><FreshFactorProvider>{children}</FreshFactorProvider></main>
      </div>
    </>
  )
}

function Entries({ person }: { readonly person: Me }) {
  const { t } = useWords()
  return (
    <ul className="nav">
      {entriesOf(person).map((entry) => ('group' in entry
        ? <li className="nav-group" key={entry.group}>{t(`nav.${entry.group}`)}</li>
        : <li key={entry.to} data-bar={entry.bar ? '' : undefined}><Link to={entry.to}><span className={`icon i-${entry.icon}`} aria-hidden="true" />{t(`nav.${entry.name}`)}</Link></li>))}
      <li className="only-phone" data-bar=""><Link to="/more"><span className="icon i-more" aria-hidden="true" />{t('nav.more')}</Link></li>
    </ul>
  )
}
