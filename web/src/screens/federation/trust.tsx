import type { ReactNode } from 'react'
import { useWords } from '../../i18n/use.ts'

/** Whether the provider's own second factor counts here, and by which words it tells of it. */
export function Trust({ trusts, onTrust, children }: { readonly trusts: boolean; readonly onTrust: (trusts: boolean) => void; readonly children: ReactNode }) {
  const { t } = useWords()
  return (
    <>
      <label className="choice"><input type="checkbox" checked={trusts} onChange={(event) => onTrust(event.target.checked)} /><span>{t('federation.trust')}</span><span className="hint">{t('federation.trust_words')}</span></label>
      {trusts ? children : null}
    </>
  )
}
