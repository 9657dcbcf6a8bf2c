import { useEffect, useState } from 'react'
import { Refusal } from '../api/call.ts'
import { queryClient } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { again } from '../router/go.ts'
import { Link } from '../router/link.tsx'
import { Button } from '../ui/button.tsx'
import { Door } from './door.tsx'
import { loadedAnew } from './replaced.ts'

/** A page that could not be shown: what happened in a sentence, and what to do next. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useWords()
  return (
    <section className="empty" role="alert">
      <h2>{t('shell.failed')}</h2>
      <p>{sentenceOf(error, t)}</p>
      {retry ? <Button onPress={retry}>{t('shell.again')}</Button> : null}
    </section>
  )
}

/** The sentence for a reader: the API's own, or why there is none. */
export function sentenceOf(error: unknown, t: (id: string) => string): string {
  if (error instanceof Refusal) return error.status === 0 ? t('shell.unreachable') : error.message
  return t('shell.broken')
}

/** What was answered may be what the page failed of: it is asked for anew. */
function retry(): void {
  queryClient.clear()
  void again()
}

/** In place of a page that could not be opened at all. Without a line that is no fault: it says so, and goes on by itself when the line is back. */
export function FailedPage({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  const isOffline = error instanceof Refusal && error.status === 0
  const [asked, setAsked] = useState<unknown>()
  const isKnown = error instanceof Refusal || asked === error
  useEffect(() => {
    const ask = async () => { if (!(await loadedAnew(error))) setAsked(error) }
    if (!isKnown) void ask()
  }, [error, isKnown])
  useEffect(() => {
    if (!isOffline) return undefined
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [isOffline])
  if (!isKnown) return null
  const once = <p><Button kind="primary" onPress={retry}>{t('shell.again')}</Button></p>
  return isOffline
    ? <Door next title={t('shell.offline')} lede={t('shell.offline_words')}>{once}</Door>
    : <Door next title={t('shell.failed')} lede={sentenceOf(error, t)}>{once}</Door>
}

export function NotFound() {
  const { t } = useWords()
  return (
    <Door next title={t('shell.not_found')}><p><Link className="btn" to="/">{t('shell.to_front')}</Link></p></Door>
  )
}
