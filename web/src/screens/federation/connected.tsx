import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Shown } from './index.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

/** The provider as it is connected: asked again at one press, and removed. */
export function Connected({ provider }: { readonly provider: NonNullable<Shown['provider']> }) {
  const { t, day } = useWords()
  const { withFactor } = useFreshFactor()
  const [isRemoving, setRemoving] = useState(false)
  const test = useMutation({ mutationFn: () => withFactor(() => call('federation', 'test')) })
  return (
    <section className="card stack" aria-labelledby="connected">
      <h2 id="connected">{t('federation.connected')}</h2>
      <p>{t('federation.since', { at: day(provider.made) })} {t('federation.people', { count: provider.people ?? 0 })}</p>
      {test.error ? <Notice kind="error">{sentenceOf(test.error, t)}</Notice> : null}
      {test.data ? <Notice kind="ok">{t('federation.answers', { keys: test.data.keys, algorithms: test.data.algorithms.join(', ') })}</Notice> : null}
      <p className="row"><Button small busy={test.isPending} onPress={() => test.mutate()}>{t('federation.test')}</Button><Button small kind="danger" onPress={() => setRemoving(true)}>{t('federation.remove')}</Button></p>
      {isRemoving ? <RemoveDialog people={provider.people ?? 0} onClose={() => setRemoving(false)} /> : null}
    </section>
  )
}
