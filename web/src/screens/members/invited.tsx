import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SecretText } from '../../ui/secret-text.tsx'

/** The address of an invitation: who opens it first takes it, so it goes to the invited alone. */
export function Invited({ invitation, onClose }: { readonly invitation: Pick<AnswerOf<'people', 'invite'>, 'email' | 'url' | 'expires' | 'mailed'>; readonly onClose: () => void }) {
  const { t, moment } = useWords()
  return (
    <Dialog title={t('members.invited_title', { email: invitation.email })} onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('members.invited_done')}</Button>}>
      <p>{t(invitation.mailed ? 'members.invited_mailed' : 'members.invited_hand_over')}</p>
      <SecretText text={invitation.url} label={t('members.invited_address')} />
      <p className="muted">{t('members.invited_words', { until: moment(invitation.expires) })}</p>
    </Dialog>
  )
}
