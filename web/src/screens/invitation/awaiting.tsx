import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Door } from '../../shell/door.tsx'
import { Notice } from '../../ui/page.tsx'

/** A new analyst of the secretariat: the account is made, and two people confirm it before it opens. */
export function Awaiting() {
  const { t } = useWords()
  return (
    <Door next title={t('invitation.awaiting_title')}>
      <Notice kind="ok">{t('invitation.awaiting')}</Notice>
      <p><Link className="btn" to="/sign-in">{t('sign_in.title')}</Link></p>
    </Door>
  )
}
