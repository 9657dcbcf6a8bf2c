import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import type { Provider } from './index.tsx'

type Certificate = Extract<Provider, { kind: 'saml' }>['certificates'][number]

const SOON_MS = 30 * 86_400_000

/** What the provider's signatures are checked by. Once the last has run out nobody gets in by it, so that is said a month before. */
export function Certificates({ of }: { readonly of: readonly Certificate[] }) {
  const { t, day } = useWords()
  const [today] = useState(() => Date.now())
  const last = of.reduce((until, one) => Math.max(until, Date.parse(one.until)), 0)
  return (
    <>
      {last - today < SOON_MS ? <Notice kind="warn">{t('federation.runs_out', { until: day(new Date(last).toISOString()) })}</Notice> : null}
      <ul className="stack is-tight">
        {of.map(({ fingerprint, until }) => <li key={fingerprint}>{t('federation.certificate', { until: day(until) })}<br /><code className="small digest ltr">{fingerprint}</code></li>)}
      </ul>
    </>
  )
}
