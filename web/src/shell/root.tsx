import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { read } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'

/** What every page has: the way to the content for keyboards, and the notice of a training region. */
export function Root() {
  const { t } = useWords()
  const status = useQuery({ ...read('system', 'status'), staleTime: Infinity })
  return (
    <>
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <aside className="training" hidden={status.data?.mode !== 'training'} aria-label={t('shell.notice')}>
        <span><strong>{t('shell.training')}</strong> {t('shell.training_words')}</span>
      </aside>
      <Outlet />
    </>
  )
}
