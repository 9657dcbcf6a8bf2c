import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Person } from './people.tsx'
import { RoleAndUnit } from './role-and-unit.tsx'
import type { Unit } from './units.tsx'

/** Another role or unit for a person; their sessions and tokens end, so that what they hold fits what they may. */
export function ChangeDialog({ person, units, onClose }: { readonly person: Person; readonly units: readonly Unit[]; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [role, setRole] = useState(person.role)
  const [unit, setUnit] = useState(person.unit)
  const same = role === person.role && unit === person.unit
  const change = useMutation({
    mutationFn: () => withFactor(() => call('people', 'change', { params: { person: person.person }, body: { role, unit } })),
    onSuccess: (done) => {
      if (!done) return
      void renew('people')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('members.change_title', { name: person.name })} onClose={onClose} onSubmit={() => { if (!same) change.mutate() }}
      actions={<><Button kind="primary" submit busy={change.isPending} disabled={same}>{t('members.change_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {change.error ? <Notice kind="error">{sentenceOf(change.error, t)}</Notice> : null}
      <RoleAndUnit member={person.member} units={units} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />
      <p className="muted">{t('members.change_words')}</p>
    </Dialog>
  )
}
