import { useQuery } from '@tanstack/react-query'
import { useMemberName } from '../api/members.ts'
import type { Me } from '../api/queries.ts'
import { units } from '../api/units.ts'
import { useWords } from '../i18n/use.ts'
import { Link } from '../router/link.tsx'

/** Whose figures these are, and as what one is here; the way to the own account. */
export function Who({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const name = useMemberName()
  const own = useQuery({ ...units, enabled: person.unit !== 'MAIN' }).data?.units
  const unit = person.unit === 'MAIN' ? undefined : own?.find(({ code }) => code === person.unit)?.name
  return <Link className="who" to="/account"><strong>{name(person.member)}</strong><span>{t(`role.${person.role}`)}{unit === undefined ? '' : ` · ${unit}`}</span></Link>
}
