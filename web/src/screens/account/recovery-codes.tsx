import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { CodeList } from '../invitation/recovery-codes.tsx'

/** New recovery codes, shown once; those before end. */
export function RecoveryCodesCard({ email }: { readonly email: string }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const make = useMutation({ mutationFn: () => withFactor(() => call('session', 'renewRecoveryCodes')) })
  return (
    <section className="card" aria-labelledby="codes">
      <h2 id="codes">{t('account.codes')}</h2>
      <div className="stack is-tight">
        {make.error ? <Notice kind="error">{sentenceOf(make.error, t)}</Notice> : null}
        <p className="small muted">{t('account.codes_words')}</p>
        <p><Button small busy={make.isPending} onPress={() => make.mutate()}>{t('account.codes_make')}</Button></p>
      </div>
      {make.data ? (
        <Dialog title={t('account.codes_made')} onClose={make.reset} actions={<Button kind="primary" onPress={make.reset}>{t('account.codes_kept')}</Button>}>
          <p>{t('account.codes_ended')} {t('invitation.codes_words')}</p>
          <CodeList codes={make.data.recovery_codes} email={email} />
        </Dialog>
      ) : null}
    </section>
  )
}
