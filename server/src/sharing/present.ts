import type { Selectable } from 'kysely'
import type { ManifestTerms } from '@openvrs/core/report/manifest.ts'
import { levelOfNumber, type Level } from '@openvrs/core/sharing/terms.ts'
import type { ReleaseTable } from '../db/tables/releases.ts'
import { publicId } from '../http/public-id.ts'
import { groupNameOf } from './groups.ts'

export type ReleaseRow = Selectable<ReleaseTable>

type StoredTerms = Pick<ReleaseRow, 'level' | 'share_group' | 'embargo_until'>

/** Terms as people read them: the group by its name. */
export const presentTerms = ({ level, share_group, embargo_until }: StoredTerms): { level: Level; group: string | null; embargo: string | null } =>
  ({ level: levelOfNumber(level), group: share_group === null ? null : groupNameOf(share_group), embargo: embargo_until?.toISOString() ?? null })

/** Terms as a receipt and the audit log say them: the group by maker and name. */
export const manifestTerms = ({ level, share_group, embargo_until }: StoredTerms): ManifestTerms =>
  ({ level: levelOfNumber(level), group: share_group, embargo: embargo_until?.toISOString() ?? null })

export const presentRelease = (row: ReleaseRow) => ({ release: publicId(row.ref_area, row.release_id), ...presentTerms(row), since: row.terms_since.toISOString() })
