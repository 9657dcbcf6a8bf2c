import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMemberName } from '../../api/members.ts'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { CounterpartsAsked } from './counterparts-asked.tsx'
import { FourEyes } from './four-eyes.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Leaving } from './leaving.tsx'
import { ProviderCard } from './provider-card.tsx'
import { People } from './people.tsx'
import { Units } from './units.tsx'

/** The people and units of the own member, for who leads it. */
export function OwnMember({ person, may }: { readonly person: Me; readonly may: ReadonlySet<string> }) {
  const { t } = useWords()
  const name = useMemberName()
  const [inviting, setInviting] = useState(false)
  const leads = may.has('change_member')
  const people = useQuery(read('people', 'list', { query: { member: person.member } }))
  const units = useQuery(read('units', 'list', { query: { member: person.member } }))
  return (
    <>
    {may.has('keep_units') ? <CounterpartsAsked units={units.data?.units ?? []} /> : null}
    <div className={leads ? 'split' : undefined}>
      <section aria-labelledby="people">
        <div className="section-head"><h2 id="people">{t('members.people', { member: name(person.member) })}</h2><span className="push"><Button kind="primary" icon="plus" onPress={() => setInviting(true)}>{t('members.invite')}</Button></span></div>
        <Loaded of={people}>{({ people: rows }) => <People people={rows} units={units.data?.units ?? []} self={person.person} may={may} />}</Loaded>
      </section>
      {leads ? <aside className="stack">
        <FourEyes member={person.member} />
        {may.has('connect_provider') ? <ProviderCard /> : null}
        <Leaving member={person.member} />
      </aside> : null}
      {inviting ? <InviteDialog member={person.member} units={units.data?.units ?? []} onClose={() => setInviting(false)} /> : null}
    </div>
    <Loaded of={units}>{({ units: rows }) => <Units units={rows} own={person.member} may={may} />}</Loaded>
    </>
  )
}
