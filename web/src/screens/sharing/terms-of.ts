import type { Terms } from '../../ui/audience-of.ts'
import type { Release } from './releases.tsx'

/** The terms that a release has, as they are chosen. */
export const termsOf = ({ level, group, embargo }: Pick<Release, 'level' | 'group' | 'embargo'>): Terms => ({ level, ...(group === null ? {} : { group }), ...(embargo === null ? {} : { embargo }) })
