import { useWords } from '../../i18n/use.ts'

/** What to do where the password or the second factor is lost: nobody can read either, so an account is made anew by those who know the person. */
export function Lost() {
  const { t } = useWords()
  return (
    <details className="lost">
      <summary>{t('sign_in.lost')}</summary>
      <dl className="terms">
        <div><dt>{t('sign_in.lost_authenticator')}</dt><dd>{t('sign_in.lost_authenticator_words')}</dd></div>
        <div><dt>{t('sign_in.lost_password')}</dt><dd>{t('sign_in.lost_password_words')}</dd></div>
        <div><dt>{t('sign_in.no_account')}</dt><dd>{t('sign_in.no_account_words')}</dd></div>
      </dl>
    </details>
  )
}
