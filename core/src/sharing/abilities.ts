import { SYSTEM_CHAIN } from '../audit/chain.ts'
import { SECRETARIAT, type Asker } from './people.ts'

/** Who may do what with terms, groups and the record of changes. Deny by default; a pure predicate per verb. */
export const mayChangeTerms = (asker: Asker, owner: string): boolean => asker.role === 'focal_point' && asker.member === owner

export const maySetDefaults = (asker: Asker): boolean => asker.role === 'focal_point'

/** Who may look at the own figures through the eyes of another member: whoever decides what it sees. */
export const mayPreview = (asker: Asker): boolean => asker.role === 'focal_point'

/** Who is told who sees the own figures: whoever reads them. */
export const maySeeAudience = (asker: Asker): boolean => asker.role === 'focal_point' || asker.role === 'reporter' || asker.role === 'analyst'

/** Whether the asker speaks for a member that can make a group of itself and others. */
export const mayMakeGroup = (asker: Asker): boolean => asker.role === 'focal_point'

export const mayRecordPlausibleZero = (asker: Asker): boolean => asker.role === 'cau_analyst' && asker.member === SECRETARIAT

/** A member's chain is its focal points' alone, the secretariat's its analysts'; the system's is read by those who run and oversee it. */
export function mayReadChain(asker: Asker, chain: string): boolean {
  switch (asker.role) {
    case 'focal_point':
      return chain === asker.member
    case 'cau_analyst':
      return chain === asker.member || chain === SYSTEM_CHAIN
    case 'administrator':
      return chain === SYSTEM_CHAIN
    case 'reporter': case 'analyst': case 'liaison': case '':
      return false
  }
}

/** The chain that is meant where none is named. */
export const ownChain = (asker: Asker): string => (asker.role === 'administrator' ? SYSTEM_CHAIN : asker.member)

type KeptView = { readonly person_id: string; readonly shared: boolean }
/** A saved view is its maker's; of those that are shared, a focal point tidies up. Views of another member are never among those asked about. */
export const mayChangeView = (asker: { readonly person: string }, view: KeptView): boolean => view.person_id === asker.person
export const mayRemoveView = (asker: Asker & { readonly person: string }, view: KeptView): boolean => mayChangeView(asker, view) || (view.shared && asker.role === 'focal_point')
