import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretText } from '../../ui/secret-text.tsx'

type Link = AnswerOf<'resets', 'issue'>['link']

/** The link by which somebody chooses anew: who opens it first takes it, so it goes to that person alone. */
export function ResetLink({ name, link, onClose }: { readonly name: string; readonly link: Link; readonly onClose: () => void }) {
  const { t, moment } = useWords()
  return (
    <Dialog title={t('members.reset_made', { name })} onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('members.invited_done')}</Button>}>
      <p>{t(link.mailed ? 'members.reset_mailed' : 'members.reset_hand_over', { name })}</p>
      <SecretText text={link.url} label={t('members.reset_address')} />
      <p className="muted">{t('members.reset_once', { until: moment(link.expires) })}</p>
    </Dialog>
  )
}
