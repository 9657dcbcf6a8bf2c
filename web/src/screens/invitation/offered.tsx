import { useWords } from '../../i18n/use.ts'
import type { Offer } from './index.tsx'

/** Who invites to what, and until when. */
export function Offered({ offer }: { readonly offer: Offer }) {
  const { t, moment } = useWords()
  return (
    <dl className="facts card">
      <dt>{t('invitation.member')}</dt><dd><strong>{offer.member_name}</strong></dd>
      <dt>{t('invitation.role')}</dt><dd><strong>{t(`role.${offer.role}`)}</strong><br />{t(`role.${offer.role}_does`)}</dd>
      {offer.unit === 'MAIN' ? null : <><dt>{t('invitation.unit')}</dt><dd>{offer.unit_name}</dd></>}
      <dt>{t('invitation.email')}</dt><dd className="ltr">{offer.email}</dd>
      <dt>{t('invitation.until')}</dt><dd>{moment(offer.expires)}</dd>
    </dl>
  )
}
