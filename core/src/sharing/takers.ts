import { readAudience, type AudienceColumns } from './audience.ts'
import { SECRETARIAT } from './people.ts'

/** That somebody of a member in a role took copies away on a day (the ledger knows no person). */
export type Taker = { readonly member: string; readonly role: string; readonly day: string }
/** A version of a period, with who was shown it and from when on. */
export type Lost = AudienceColumns & { readonly timePeriod: string; readonly shownFrom: Date }
export type Told = { readonly member: string; readonly roles: readonly string[]; readonly from: string; readonly to: string }
type Circles = { readonly withSecretariat: (group: string) => boolean; readonly isIn: (group: string, member: string) => boolean }

/** Who is told of versions that were taken back: by member, of the periods that it had been shown when it took copies. */
export function takersOf(lost: readonly Lost[], takers: readonly Taker[], circles: Circles): Told[] {
  const byMember = Map.groupBy(takers, ({ member }) => member)
  return [...byMember].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([member, own]) => {
    const shown = lost.filter((one) => wasShown(one, member, circles))
    const told = own.filter(({ day }) => shown.some(({ shownFrom }) => shownFrom.toISOString().slice(0, 10) <= day))
    const lastDay = told.map(({ day }) => day).toSorted().at(-1)
    if (lastDay === undefined) return []
    const periods = shown.filter(({ shownFrom }) => shownFrom.toISOString().slice(0, 10) <= lastDay).map(({ timePeriod }) => timePeriod).toSorted()
    return [{ member, roles: [...new Set(told.map(({ role }) => role))].toSorted(), from: periods[0]!, to: periods.at(-1)! }]
  })
}

/** Whether the member can have been shown it: of a group one outside of it has no trace. */
function wasShown(one: Lost, member: string, { withSecretariat, isIn }: Circles): boolean {
  const audience = readAudience(one)
  switch (audience.kind) {
    case 'owner':
      return false
    case 'secretariat':
      return member === SECRETARIAT
    case 'circle':
      return audience.groups.every((group) => (member === SECRETARIAT ? withSecretariat(group) : isIn(group, member)))
  }
}
