import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Audience } from '../../ui/audience.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { ChangeOfSight, UsedBefore } from './change-of-sight.tsx'
import type { Release } from './releases.tsx'
import { termsOf } from './terms-of.ts'

/** Narrows or widens a release: says who comes to see it, who does not any more, and who used figures like it before. */
export function TermsDialog({ release, own, onClose }: { readonly release: Release; readonly own: string; readonly onClose: () => void }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const { withFactor } = useFreshFactor()
  const before = termsOf(release)
  const [terms, setTerms] = useState(before)
  const isSame = terms.level === before.level && terms.group === before.group && terms.embargo === before.embargo
  const change = useMutation({
    mutationFn: () => withFactor(() => call('sharing', 'changeTerms', { params: { release: release.release }, body: { ...terms } })),
    onSuccess: async (changed) => {
      if (changed === undefined) return
      await renew('sharing', 'reports', 'explore')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('sharing.terms_title', { dataflow: name(release.dataflow) })} onClose={onClose} onSubmit={() => { if (!isSame) change.mutate() }}
      actions={<><Button kind="primary" submit busy={change.isPending} disabled={isSame}>{t('sharing.terms_do')}</Button><Button kind="quiet" onPress={onClose}>{t('sharing.cancel')}</Button></>}
    >
      <Audience dataflow={release.dataflow} own={own} value={terms} onChange={setTerms} />
      <ChangeOfSight dataflow={release.dataflow} before={before} after={terms} />
      <UsedBefore dataflow={release.dataflow} />
      {change.error ? <Notice kind="error">{sentenceOf(change.error, t)}</Notice> : null}
    </Dialog>
  )
}
