import type { UnitKind } from '@openvrs/core/sharing/units.ts'
import type { Role } from '../db/viewer.ts'

/** The people and places of the training region. Everybody in it is invented. */
export type CastMember = { readonly code: string; readonly name: string; readonly kind: 'state' | 'organisation' | 'secretariat'; readonly units: readonly { readonly code: string; readonly name: string; readonly kind: UnitKind }[] }
export type CastPerson = { readonly email: string; readonly name: string; readonly member: string; readonly unit: string; readonly role: Role }

const MAIN = { code: 'MAIN', name: 'Main office', kind: 'other' } as const
const STATE_UNITS = [MAIN, { code: 'IMMIGRATION', name: 'Immigration service', kind: 'immigration' }, { code: 'POLICE', name: 'Police', kind: 'police' }, { code: 'BLO', name: 'Border liaison office', kind: 'border_liaison' }] as const

const state = (code: string, name: string): CastMember => ({ code, name, kind: 'state', units: STATE_UNITS })

/** States that hold synthetic figures; Fiji's are shared with nobody, so that it stands for a state that does not contribute. */
export const REPORTING_STATES = ['AUS', 'THA', 'KHM', 'LAO', 'MMR', 'VNM', 'MYS', 'IDN', 'LKA', 'PAK', 'FJI'] as const

export const members: readonly CastMember[] = [
  state('USA', 'United States'), state('AUS', 'Australia'), state('THA', 'Thailand'), state('KHM', 'Cambodia'), state('LAO', 'Lao PDR'), state('MMR', 'Myanmar'), state('VNM', 'Viet Nam'),
  state('MYS', 'Malaysia'), state('IDN', 'Indonesia'), state('LKA', 'Sri Lanka'), state('PAK', 'Pakistan'), state('FJI', 'Fiji'), state('PAN', 'Panama'),
  { code: 'FRONTEX', name: 'Frontex', kind: 'organisation', units: STATE_UNITS },
  { code: 'CAU', name: 'Coordination and analysis unit', kind: 'secretariat', units: [MAIN] },
]

/** Every role in every member; two focal points, so that four eyes can work, and reporters of two units. The administrator is identity's. */
export const people: readonly CastPerson[] = members.flatMap((member) =>
  member.kind === 'secretariat'
    ? [person(member, 'cau_analyst', 'MAIN', 'analyst', 'analyst'), person(member, 'cau_analyst', 'MAIN', 'analyst2', 'second analyst')]
    : [
        person(member, 'reporter', 'IMMIGRATION', 'reporter', 'immigration officer'), person(member, 'reporter', 'POLICE', 'reporter.police', 'police officer'),
        person(member, 'focal_point', 'MAIN', 'focal', 'focal point'), person(member, 'focal_point', 'MAIN', 'focal2', 'second focal point'),
        person(member, 'analyst', 'MAIN', 'analyst', 'analyst'), person(member, 'liaison', 'BLO', 'liaison', 'liaison officer'),
      ])

function person(member: CastMember, role: Role, unit: string, local: string, title: string): CastPerson {
  return { email: `${local}@${member.code.toLowerCase()}.example.org`, name: `${title} (${member.name})`, member: member.code, unit, role }
}
