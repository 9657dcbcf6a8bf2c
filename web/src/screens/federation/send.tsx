import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Kind, Provider } from './index.tsx'

/** The button of the form. Another provider takes the place of the one before, with all that stands on it: that is said first. */
export function Send({ provider, kind, issuer, busy }: { readonly provider: Provider | null; readonly kind: Kind; readonly issuer: string; readonly busy: boolean }) {
  const { t } = useWords()
  const replaces = provider !== null && issuer.trim() !== '' && (provider.kind !== kind || provider.issuer !== issuer.trim())
  return (
    <>
      {replaces ? <Notice kind="warn">{t('federation.replaces', { count: provider.people ?? 0 })}</Notice> : null}
      <p><Button kind="primary" submit busy={busy}>{t(replaces ? 'federation.replace' : provider ? 'federation.change' : 'federation.connect')}</Button></p>
    </>
  )
}
