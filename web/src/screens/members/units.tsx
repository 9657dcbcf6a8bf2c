import { MAIN_UNIT, NATIONAL_UNIT } from '@openvrs/core/sharing/people.ts'
import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { UnitDialog } from './unit-dialog.tsx'

export type Unit = AnswerOf<'people', 'listUnits'>['units'][number]

/** The agencies and posts of a member: each keeps its drafts to itself and the focal points. */
export function Units({ units, mayAdd }: { readonly units: readonly Unit[]; readonly mayAdd: boolean }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const own = units.filter((unit) => unit.code !== MAIN_UNIT && unit.code !== NATIONAL_UNIT)
  return (
    <section className="card" aria-labelledby="units">
      <h2 id="units">{t('members.units')}</h2>
      <div className="stack is-tight">
        <p className="small muted">{t(own.length > 0 ? 'members.units_words' : 'members.units_none')}</p>
        {own.length > 0 ? <ul className="rows small">{own.map((unit) => <li key={unit.code}><span>{unit.name}</span><span className="code quiet push">{unit.code}</span></li>)}</ul> : null}
        {mayAdd ? <p><Button small icon="plus" onPress={() => setAdding(true)}>{t('members.unit_add')}</Button></p> : null}
      </div>
      {adding ? <UnitDialog onClose={() => setAdding(false)} /> : null}
    </section>
  )
}
