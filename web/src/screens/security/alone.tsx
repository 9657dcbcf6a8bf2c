import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'

type Person = AnswerOf<'security', 'people'>['people'][number]

/** Warns while there is time: nobody could let these people back in at once, should they lose what they sign in with. */
export function Alone({ people }: { readonly people: readonly Pick<Person, 'person' | 'name' | 'role' | 'peers'>[] }) {
  const { t } = useWords()
  const alone = people.filter(({ peers }) => peers === 0)
  return alone.map(({ person, name, role }) => <Notice key={person} kind="warn">{t('security.alone', { name, role: t(`role.${role}`) })} {t(role === 'focal_point' ? 'security.alone_state' : 'security.alone_secretariat')}</Notice>)
}
