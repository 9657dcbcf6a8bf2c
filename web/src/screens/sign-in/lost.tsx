import { useWords } from '../../i18n/use.ts'

/** Whom to ask where the password or the second factor is lost: nobody can read either, so somebody who knows the person lets them choose anew. */
export function Lost() {
  const { t } = useWords()
  return (
    <details className="lost">
      <summary>{t('sign_in.lost')}</summary>
      <dl className="terms">
        <div><dt>{t('sign_in.lost_authenticator')}</dt><dd>{t('sign_in.lost_authenticator_words')}</dd></div>
        <div><dt>{t('sign_in.lost_password')}</dt><dd>{t('sign_in.lost_password_words')}</dd></div>
        <div><dt>{t('sign_in.lost_nobody')}</dt><dd>{t('sign_in.lost_nobody_words')}</dd></div>
        <div><dt>{t('sign_in.no_account')}</dt><dd>{t('sign_in.no_account_words')}</dd></div>
      </dl>
    </details>
  )
}
