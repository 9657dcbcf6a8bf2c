import type { Me } from '../api/queries.ts'
import type { FixedPath } from '../router/place.ts'

/** The main menu of a person: only what the role has a use for. `bar`: also in the bar of a phone. */
export type Entry = { readonly group: string } | { readonly name: string; readonly to: FixedPath; readonly icon: string; readonly bar?: true }

const membersEntry: Entry = { name: 'members', to: '/members', icon: 'members' }
const explore: Entry = { name: 'explore', to: '/explore', icon: 'explore', bar: true }
const collections: Entry = { name: 'collections', to: '/collections', icon: 'collections' }
const audit: Entry = { name: 'audit', to: '/audit', icon: 'audit' }
const system: Entry = { name: 'system', to: '/system', icon: 'system' }
const search: Entry = { name: 'search', to: '/search', icon: 'search' }
const home: Entry = { name: 'home', to: '/home', icon: 'home', bar: true }
const review: Entry = { name: 'review', to: '/review', icon: 'review', bar: true }
const sharing: Entry = { name: 'sharing', to: '/sharing', icon: 'eye' }
const reports: Entry = { name: 'reports', to: '/reports', icon: 'report', bar: true }

/** To whom the API answers no figures. */
const READS_NO_FIGURES: readonly Me['role'][] = ['administrator', 'liaison']
/** Nobody's main work, so no part of the menu: the name above it leads there. */
export const account = { name: 'account', to: '/account', icon: 'lock' } as const

/** Who has a chain to read: the API decides, here is who is shown the way. */
const READS_A_CHAIN: readonly Me['role'][] = ['focal_point', 'cau_analyst', 'administrator']

export function entriesOf(person: Me): readonly Entry[] {
  return [{ group: 'report' }, home, search, ...(person.role === 'reporter' || person.role === 'focal_point' ? [reports] : []), ...(person.abilities.includes('review') ? [review] : []), ...(READS_NO_FIGURES.includes(person.role) ? [] : [{ group: 'understand' }, explore]), { group: 'keep' }, ...(person.abilities.includes('set_terms') || person.role === 'analyst' ? [sharing] : []), membersEntry, collections, ...(READS_A_CHAIN.includes(person.role) ? [audit] : []), ...(person.abilities.includes('see_system') ? [system] : [])]
}
