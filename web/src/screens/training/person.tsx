import { useWords } from '../../i18n/use.ts'
import type { CastPerson } from './group.ts'

/** What somebody of the cast does and for whom, in words, and the address that tells two of them apart. */
export function Person({ person }: { readonly person: CastPerson }) {
  const { t } = useWords()
  return <><strong>{t(`role.${person.role}`)}{person.unit === 'MAIN' ? '' : ` · ${person.unit_name}`}</strong> <span className="small muted ltr">{person.email}</span></>
}
