import { Link } from '@tanstack/react-router'
import { Refusal } from '../api/call.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from '../ui/button.tsx'

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

export function NotFound() {
  const { t } = useWords()
  return (
    <div className="front"><main id="main" className="stack"><h1>{t('shell.not_found')}</h1><p><Link to="/">{t('shell.to_front')}</Link></p></main></div>
  )
}
