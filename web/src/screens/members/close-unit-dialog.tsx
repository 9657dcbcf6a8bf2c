import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Unit } from './units.tsx'

/** Says what becomes of a unit's people, drafts and figures before it closes. */
export function CloseUnitDialog({ unit, onClose }: { readonly unit: Unit; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const close = useMutation({
    mutationFn: () => withFactor(() => call('units', 'change', { params: { unit: unit.code }, body: { closed: true } })),
    onSuccess: (done) => {
      if (!done) return
      void renew('units', 'counterparts')
      onClose()
    },
  })
  return (
    <Dialog
      alert title={t('members.unit_close_title', { name: unit.name })} onClose={onClose}
      actions={<><Button kind="danger" busy={close.isPending} onPress={() => close.mutate()}>{t('members.unit_close_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {close.error ? <Notice kind="error">{sentenceOf(close.error, t)}</Notice> : null}
      <ul className="bullets">{['people', 'drafts', 'figures', 'pairs'].map((point) => <li key={point}>{t(`members.unit_close_${point}`)}</li>)}</ul>
      <p className="muted">{t('members.unit_close_back')}</p>
    </Dialog>
  )
}
