import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { Member } from './member-list.tsx'
import type { Person } from './people.tsx'
import { ResetDialog } from './reset-dialog.tsx'

/** For the administrator: whom of a state to ask a way back in for, where nobody of theirs can do it. */
export function HelpDialog({ members, onClose }: { readonly members: readonly Member[]; readonly onClose: () => void }) {
  const { t } = useWords()
  const [member, setMember] = useState('')
  const [chosen, setChosen] = useState<Person>()
  const states = members.filter((one) => one.left === null && one.kind !== 'secretariat').toSorted((a, b) => a.name.localeCompare(b.name))
  if (chosen) return <ResetDialog person={chosen} onClose={onClose} />
  return (
    <Dialog title={t('members.help_title')} onClose={onClose} actions={<Button kind="quiet" onPress={onClose}>{t('members.help_close')}</Button>}>
      <Select label={t('members.help_member')} ask={t('members.help_ask')} value={member} options={states.map(({ code, name }) => ({ value: code, text: name }))} onChange={setMember} />
      {member === '' ? null : <Choice member={member} onChoose={setChosen} />}
    </Dialog>
  )
}

function Choice({ member, onChoose }: { readonly member: string; readonly onChoose: (person: Person) => void }) {
  const { t } = useWords()
  const people = useQuery(read('people', 'list', { query: { member } }))
  return (
    <Loaded of={people}>
      {({ people: all }) => {
        const rows = all.filter(({ reset }) => reset !== 'no')
        return rows.length === 0 ? <p>{t('members.help_none', { member })}</p> : (
          <ul className="rows">
            {rows.map((person) => (
              <li key={person.person}>
                <div className="body"><strong>{person.name}</strong><p>{t(`role.${person.role}`)} · <span className="ltr">{person.email}</span></p></div>
                <Button small onPress={() => onChoose(person)}>{t('members.reset')}<span className="visually-hidden"> {person.name}</span></Button>
              </li>
            ))}
          </ul>
        )
      }}
    </Loaded>
  )
}
