import type { Asker } from './people.ts'

/** What a unit is. Its name is what its people call it. */
export const UNIT_KINDS = ['police', 'immigration', 'border_guard', 'coast_guard', 'customs', 'prosecution', 'port_intelligence', 'border_liaison', 'national_contact', 'other'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

/** Who says what the units of the own member are, and with which of another's they are paired. */
export const mayKeepUnits = (asker: Asker): boolean => asker.role === 'focal_point'

/** Two units of different members that face each other: proposed by one member, which names the other, and answered there by choosing the unit. */
export type Counterpart = { readonly member: string; readonly withMember: string; readonly accepted: boolean }
export type CounterpartStatus = 'asked_by_us' | 'asked_of_us' | 'paired'

export const counterpartStatus = ({ member, accepted }: Counterpart, own: string): CounterpartStatus => (accepted ? 'paired' : member === own ? 'asked_by_us' : 'asked_of_us')

export type CounterpartAct = 'accept' | 'end'

/** Who was asked answers; either side ends it at any time: before the answer that is taking it back, or saying no. */
export function counterpartActs(asker: Asker, pair: Counterpart): readonly CounterpartAct[] {
  if (!mayKeepUnits(asker) || (asker.member !== pair.member && asker.member !== pair.withMember)) return []
  return counterpartStatus(pair, asker.member) === 'asked_of_us' ? ['accept', 'end'] : ['end']
}
