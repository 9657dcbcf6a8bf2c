import type { CastMember, CastPerson } from './group.ts'
import { Person } from './person.tsx'

type MemberCardProps = { readonly member: CastMember; readonly busy: string | undefined; readonly onChoose: (person: CastPerson) => void }

/** The people of one member, each a button that becomes them. */
export function MemberCard({ member, busy, onChoose }: MemberCardProps) {
  return (
    <section className="card is-flush" aria-labelledby={`cast-${member.code}`}>
      <h2 id={`cast-${member.code}`}>{member.name}</h2>
      <ul>
        {member.people.map((person) => (
          <li key={person.email}>
            <button type="button" aria-describedby={`cast-${member.code}`} aria-busy={busy === person.email || undefined} disabled={busy !== undefined} onClick={() => onChoose(person)}><Person person={person} /></button>
          </li>
        ))}
      </ul>
    </section>
  )
}
