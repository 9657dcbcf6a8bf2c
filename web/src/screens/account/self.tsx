import { useMemberName } from '../../api/members.ts'
import type { Me } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'

/** Who is signed in, for whom, and as what. */
export function Self({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const name = useMemberName()
  const unit = useUnitName()
  return (
    <section className="card stack is-tight" aria-labelledby="self">
      <h2 id="self">{person.name}</h2>
      <p className="small muted"><span className="visually-hidden">{t('account.email')} </span><span className="ltr">{person.email}</span></p>
      <dl className="facts">
        <dt>{t('account.member')}</dt><dd>{name(person.member)}</dd>
        {person.unit === 'MAIN' ? null : <><dt>{t('account.unit')}</dt><dd>{unit(person.unit)}</dd></>}
        <dt>{t('account.role')}</dt><dd>{t(`role.${person.role}`)}<br /><span className="muted">{t(`role.${person.role}_does`)}</span></dd>
      </dl>
    </section>
  )
}
