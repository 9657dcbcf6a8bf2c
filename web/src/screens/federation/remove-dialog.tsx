import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'

/** Says whom it puts out before it does. */
export function RemoveDialog({ people, onClose }: { readonly people: number; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const remove = useMutation({
    mutationFn: () => withFactor(async () => { await call('federation', 'remove'); return true }),
    onSuccess: (done) => {
      if (!done) return
      void renew('federation')
      onClose()
    },
  })
  return (
    <Dialog
      alert title={t('federation.remove_title')} onClose={onClose}
      actions={<><Button kind="danger" busy={remove.isPending} onPress={() => remove.mutate()}>{t('federation.remove_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {remove.error ? <Notice kind="error">{sentenceOf(remove.error, t)}</Notice> : null}
      <p>{t('federation.remove_words', { count: people })}</p>
      <p className="muted">{t('federation.remove_stays')}</p>
    </Dialog>
  )
}
