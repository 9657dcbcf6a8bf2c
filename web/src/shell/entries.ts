import type { Me } from '../api/queries.ts'

/** The main menu of a person: only what the role has a use for. `bar`: also in the bar of a phone. */
export type Entry = { readonly group: string } | { readonly name: string; readonly to: string; readonly icon: string; readonly bar?: true }

const membersEntry: Entry = { name: 'members', to: '/members', icon: 'members' }
const home: Entry = { name: 'home', to: '/home', icon: 'home', bar: true }
const reports: Entry = { name: 'reports', to: '/reports', icon: 'report', bar: true }

export function entriesOf(person: Me): readonly Entry[] {
  return [{ group: 'report' }, home, ...(person.role === 'reporter' || person.role === 'focal_point' ? [reports] : []), { group: 'keep' }, membersEntry]
}
