import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { me, queryClient, type Me } from '../api/queries.ts'
import { LANGUAGES, turnTo, type Language } from '../i18n/index.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from '../ui/button.tsx'
import { FreshFactorProvider } from '../ui/fresh-factor.tsx'
import { entriesOf } from './entries.ts'
import { currentTheme, switchTheme } from './theme.ts'

/** The frame of every screen inside: who I am, where I can go, and the screen. */
export function Frame() {
  const { t } = useWords()
  const person = useQuery(me).data
  if (!person) return null
  return (
    <>
      <header className="topbar">
        <Link className="brand" to="/home" aria-label="OpenVRS"><span className="brand-mark" aria-hidden="true" /></Link>
        <Who person={person} />
        <ThemeSwitch />
      </header>
      <div className="shell">
        <nav className="side" aria-label={t('shell.main')}>
          <Link className="brand" to="/home"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link>
          <Who person={person} />
          <Entries person={person} />
          <div className="side-foot"><LanguageChoice /><ThemeSwitch /><SignOut /></div>
        </nav>
        <main className="main" id="main"><FreshFactorProvider><Outlet /></FreshFactorProvider></main>
      </div>
    </>
  )
}

function Who({ person }: { readonly person: Me }) {
  const { t } = useWords()
  return <div className="who"><strong>{person.member}</strong><span>{t(`role.${person.role}`)}{person.unit === 'MAIN' ? '' : ` · ${person.unit}`}</span></div>
}

function Entries({ person }: { readonly person: Me }) {
  const { t } = useWords()
  return (
    <ul className="nav">
      {entriesOf(person).map((entry) => ('group' in entry
        ? <li className="nav-group" key={entry.group}>{t(`nav.${entry.group}`)}</li>
        : <li key={entry.to} data-bar={entry.bar ? '' : undefined}><Link to={entry.to} activeProps={{ 'aria-current': 'page' }}><span className={`icon i-${entry.icon}`} aria-hidden="true" />{t(`nav.${entry.name}`)}</Link></li>))}
    </ul>
  )
}

function LanguageChoice() {
  const { t, language } = useWords()
  return (
    <label className="row small">
      <span className="icon i-globe" aria-hidden="true" /><span className="visually-hidden">{t('shell.language')}</span>
      <select className="input is-small" value={language} onChange={(event) => void turnTo(event.target.value as Language)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
      </select>
    </label>
  )
}

function ThemeSwitch() {
  const { t } = useWords()
  const [theme, setTheme] = useState(currentTheme)
  return <Button kind="quiet" small icon="theme" label={t(theme === 'dark' ? 'shell.to_light' : 'shell.to_dark')} onPress={() => setTheme(switchTheme())}>{null}</Button>
}

function SignOut() {
  const { t } = useWords()
  const router = useRouter()
  const leave = async () => {
    await call('session', 'signOut').catch(() => undefined)
    queryClient.clear()
    await router.navigate({ to: '/' })
  }
  return <Button kind="quiet" small onPress={() => void leave()}>{t('shell.sign_out')}</Button>
}
