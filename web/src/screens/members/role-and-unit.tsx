import { MAIN_UNIT, NATIONAL_UNIT, rolesOf, type Role } from '@openvrs/core/sharing/people.ts'
import { useWords } from '../../i18n/use.ts'
import { Select } from '../../ui/select.tsx'
import type { Unit } from './units.tsx'

type RoleAndUnitProps = {
  readonly member: string
  readonly units: readonly Unit[]
  readonly role: Role
  readonly unit: string
  readonly onRole: (role: Role) => void
  readonly onUnit: (unit: string) => void
}

/** What somebody may do and for whom they work; the role says in words what it does. */
export function RoleAndUnit({ member, units, role, unit, onRole, onUnit }: RoleAndUnitProps) {
  const { t } = useWords()
  const roles = rolesOf(member)
  const places = units.filter((one) => one.code !== NATIONAL_UNIT && (one.closed === null || one.code === unit))
  return (
    <>
      <Select label={t('members.role')} hint={t(`role.${role}_does`)} value={role} options={roles.map((one) => ({ value: one, text: t(`role.${one}`) }))} onChange={(value) => onRole(roles.find((one) => one === value) ?? role)} />
      {places.length > 1 ? <Select label={t('members.unit')} hint={t('members.unit_hint')} value={unit} options={places.map((one) => ({ value: one.code, text: one.code === MAIN_UNIT ? t('members.main_unit') : one.name }))} onChange={onUnit} /> : null}
    </>
  )
}
