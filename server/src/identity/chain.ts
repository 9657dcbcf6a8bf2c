import { SYSTEM_CHAIN } from '../audit/index.ts'
import type { Viewer } from '../db/viewer.ts'

/** Acts of the administrator stand in the system's chain, those of a member's people in the member's own. */
export const chainOf = (viewer: Viewer): string => (viewer.role === 'administrator' ? SYSTEM_CHAIN : viewer.member)
