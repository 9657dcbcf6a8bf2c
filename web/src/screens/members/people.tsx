import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { DisableDialog } from './disable-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import type { Unit } from './units.tsx'

export type Person = AnswerOf<'people', 'list'>['people'][number]
type Open = { readonly what: 'change' | 'reset' | 'disable'; readonly person: Person }

/** Who works here: those who may sign in first, those who no longer may folded away. */
export function People({ people, units, self, may }: { readonly people: readonly Person[]; readonly units: readonly Unit[]; readonly self: string; readonly may: ReadonlySet<string> }) {
  const { t } = useWords()
  const [open, setOpen] = useState<Open>()
  const active = people.filter((person) => person.disabled === null)
  const disabled = people.filter((person) => person.disabled !== null)
  const close = () => setOpen(undefined)
  const acts = (person: Person) => (person.person === self ? <span className="badge is-line">{t('members.you')}</span> : (
    <span className="actions">
      {may.has('change_role') ? <Button small onPress={() => setOpen({ what: 'change', person })}>{t('members.change')}<span className="visually-hidden"> {person.name}</span></Button> : null}
      {person.reset === 'now' ? <Button small onPress={() => setOpen({ what: 'reset', person })}>{t('members.reset')}<span className="visually-hidden"> {person.name}</span></Button> : null}
      {may.has('disable') ? <Button small kind="danger" onPress={() => setOpen({ what: 'disable', person })}>{t('members.disable')}<span className="visually-hidden"> {person.name}</span></Button> : null}
    </span>
  ))
  return (
    <div className="stack">
      <ul className="rows card is-flush is-wrapping">{active.map((person) => <li key={person.person}><About person={person} units={units} />{acts(person)}</li>)}</ul>
      {disabled.length > 0 ? (
        <details className="lost">
          <summary>{t('members.disabled_people', { count: disabled.length })}</summary>
          <ul className="rows card is-flush">{disabled.map((person) => <li key={person.person}><About person={person} units={units} /></li>)}</ul>
        </details>
      ) : null}
      {open?.what === 'change' ? <ChangeDialog person={open.person} units={units} onClose={close} /> : null}
      {open?.what === 'reset' ? <ResetDialog person={open.person} onClose={close} /> : null}
      {open?.what === 'disable' ? <DisableDialog person={open.person} onClose={close} /> : null}
    </div>
  )
}

function About({ person, units }: { readonly person: Person; readonly units: readonly Unit[] }) {
  const { t, day } = useWords()
  const unit = person.unit === 'MAIN' ? '' : ` · ${units.find((one) => one.code === person.unit)?.name ?? person.unit}`
  return (
    <div className="body">
      <strong>{person.name || t('members.erased')}</strong>
      <p>{t(`role.${person.role}`)}{unit}{person.awaits_confirmation ? <> <span className="badge is-warn">{t('members.waits')}</span></> : null}</p>
      <p>{person.email.endsWith('.invalid') ? null : <span className="ltr">{person.email}</span>}{person.disabled ? ` ${t('members.disabled_since', { at: day(person.disabled) })}` : ''}</p>
    </div>
  )
}
