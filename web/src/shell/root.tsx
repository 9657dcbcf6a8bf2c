import type { ReactNode } from 'react'
import { useWords } from '../i18n/use.ts'
import { Link } from '../router/link.tsx'
import { useTraining } from './training.ts'

/** What every page has: the way to the content for keyboards, and the notice of a training region, which leads to its cast. */
export function Root({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const training = useTraining()
  return (
    <>
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <aside className="training" hidden={!training} aria-label={t('shell.notice')}>
        <span><strong>{t('shell.training')}</strong> {t('shell.training_words')}</span>
        <Link className="push" to="/training">{t('shell.change_person')}</Link>
      </aside>
      {children}
    </>
  )
}
