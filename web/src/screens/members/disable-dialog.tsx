import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Person } from './people.tsx'

/** Says what ends before it does. */
export function DisableDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const disable = useMutation({
    mutationFn: () => withFactor(() => call('people', 'disable', { params: { person: person.person } })),
    onSuccess: (done) => {
      if (!done) return
      void renew('people')
      onClose()
    },
  })
  return (
    <Dialog
      alert title={t('members.disable_title', { name: person.name })} onClose={onClose}
      actions={<><Button kind="danger" busy={disable.isPending} onPress={() => disable.mutate()}>{t('members.disable_do', { name: person.name })}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {disable.error ? <Notice kind="error">{sentenceOf(disable.error, t)}</Notice> : null}
      <p>{t('members.disable_words')}</p>
      <ul className="bullets">{['ends', 'tokens', 'keeps', 'chain'].map((point) => <li key={point}>{t(`members.disable_${point}`)}</li>)}</ul>
      <p className="muted">{t('members.disable_back')}</p>
    </Dialog>
  )
}
