import { lazy, Suspense } from 'react'
import { useWords } from '../../i18n/use.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { inFours } from './in-fours.ts'

const QrCode = lazy(() => import('./qr-code.tsx'))

/** The key for the authenticator: to scan, to open there, to copy, or to type in groups of four. */
export function AuthenticatorKey({ secret, url }: { readonly secret: string; readonly url: string }) {
  const { t } = useWords()
  return (
    <section className="card stack no-print" aria-labelledby="authenticator">
      <h2 id="authenticator">{t('invitation.key_title')}</h2>
      <p className="muted">{t('invitation.key_words')}</p>
      <div className="qr"><Suspense><QrCode text={url} label={t('invitation.key_qr')} /></Suspense></div>
      <code className="key-groups ltr" aria-describedby="authenticator">{inFours(secret).map((group, place) => <span key={place}>{group}</span>)}</code>
      <p className="row"><CopyButton text={secret} label={t('invitation.key_copy')} /><a href={url}>{t('invitation.key_open')}</a></p>
    </section>
  )
}
