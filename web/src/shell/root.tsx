import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { read } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'

const KEPT = 'openvrs.mode'

/** What every page has: the way to the content for keyboards, and the notice of a training region. */
export function Root() {
  const { t } = useWords()
  const status = useQuery({ ...read('system', 'status'), staleTime: Infinity })
  // Remembered, so that the notice stands there from the first moment and nothing moves when the answer comes.
  const mode = status.data?.mode ?? localStorage.getItem(KEPT)
  useEffect(() => {
    if (status.data) localStorage.setItem(KEPT, status.data.mode)
  }, [status.data])
  return (
    <>
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <aside className="training" hidden={mode !== 'training'} aria-label={t('shell.notice')}>
        <span><strong>{t('shell.training')}</strong> {t('shell.training_words')}</span>
      </aside>
      <Outlet />
    </>
  )
}
