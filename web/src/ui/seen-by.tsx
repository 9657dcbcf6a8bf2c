import '../look/work.css'
import { useMemberName } from '../api/members.ts'
import { useWords } from '../i18n/use.ts'
import { noteOf, type Seen } from './audience-of.ts'

/** Who sees the figures, by name; who would once they contribute; or why the names cannot be said. */
export function SeenBy({ seen, own }: { readonly seen: Seen | undefined; readonly own: string }) {
  const { t, listed } = useWords()
  const name = useMemberName()
  const sorted = (codes: readonly string[]) => codes.filter((code) => code !== own).map((code) => ({ code, name: name(code) })).toSorted((a, b) => a.name.localeCompare(b.name))
  const note = seen && noteOf(seen)
  return (
    <div className="stack is-tight" aria-busy={seen === undefined}>
      <ul className="seen-by" aria-label={t('audience.seen')}>
        <li className="is-you">{name(own)}</li>
        {seen?.secretariat ? <li>{t('audience.secretariat')}</li> : null}
        {sorted(seen?.members ?? []).map((other) => <li key={other.code}>{other.name}</li>)}
      </ul>
      {note ? <p className="small muted">{t(`audience.note_${note}`, { contributors: seen.contributors })}</p> : null}
      {seen && seen.waiting.length > 0 ? <p className="small muted">{t('audience.waiting', { who: listed(sorted(seen.waiting).map((other) => other.name)) })}</p> : null}
    </div>
  )
}
