import type { ReactNode } from 'react'
import { useWords } from '../i18n/use.ts'
import { Link } from '../router/link.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** The head of the pages that anybody may read. */
export function PublicHead({ children }: { readonly children?: ReactNode }) {
  const { t } = useWords()
  return (
    <header className="row is-line public-head no-print">
      <Link className="brand" to="/"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link>
      <span className="row is-line push">{children}<LanguageChoice /><ThemeSwitch /><Link className="btn" to="/sign-in">{t('shell.sign_in')}</Link></span>
    </header>
  )
}

/** Definitions for whoever is not signed in: the same pages, without the menu. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  return <div className="front is-wide"><PublicHead /><main id="main"><div>{children}</div></main></div>
}
