import '../look/work.css'
import { useMemberName } from '../api/members.ts'
import { useWords } from '../i18n/use.ts'
import type { Seen } from './audience-of.ts'

/** Who will see the figures, by name; or why the names cannot be said. */
export function SeenBy({ seen, own }: { readonly seen: Seen; readonly own: string }) {
  const { t } = useWords()
  const name = useMemberName()
  const others = seen.members.filter((member) => member !== own).map((member) => ({ member, name: name(member) })).toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <div className="stack is-tight">
      <ul className="seen-by" aria-label={t('audience.seen')}>
        <li className="is-you">{name(own)}</li>
        {seen.secretariat ? <li>{t('audience.secretariat')}</li> : null}
        {others.map((other) => <li key={other.member}>{other.name}</li>)}
      </ul>
      {seen.note ? <p className="small muted">{t(`audience.note_${seen.note}`, { contributors: seen.contributors })}</p> : null}
    </div>
  )
}
