import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Certificates } from './certificates.tsx'
import type { Provider } from './index.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

/** The provider as it is connected: what it is checked by, and how it is removed. */
export function Connected({ provider }: { readonly provider: Provider }) {
  const { t, day } = useWords()
  const [isRemoving, setRemoving] = useState(false)
  return (
    <section className="card stack" aria-labelledby="connected">
      <h2 id="connected">{t('federation.connected')}</h2>
      <p className="digest"><bdi>{provider.issuer}</bdi></p>
      <p>{t('federation.since', { at: day(provider.made) })} {t('federation.people', { count: provider.people ?? 0 })}</p>
      {provider.kind === 'saml' ? <Certificates of={provider.certificates} /> : <Ask />}
      <p><Button small kind="danger" onPress={() => setRemoving(true)}>{t('federation.remove')}</Button></p>
      {isRemoving ? <RemoveDialog people={provider.people ?? 0} onClose={() => setRemoving(false)} /> : null}
    </section>
  )
}

/** A provider that speaks OpenID Connect is asked again at one press. */
function Ask() {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const test = useMutation({ mutationFn: () => withFactor(() => call('federation', 'test')) })
  return (
    <>
      {test.error ? <Notice kind="error">{sentenceOf(test.error, t)}</Notice> : null}
      {test.data ? <Notice kind="ok">{t('federation.answers', { keys: test.data.keys, algorithms: test.data.algorithms.join(', ') })}</Notice> : null}
      <p><Button small busy={test.isPending} onPress={() => test.mutate()}>{t('federation.test')}</Button></p>
    </>
  )
}
