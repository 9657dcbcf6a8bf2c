import type { AuditTables } from './tables/audit.ts'
import type { CollectionTables } from './tables/collections.ts'
import type { MemberTables } from './tables/members.ts'
import type { NarrativeTables } from './tables/narratives.ts'
import type { ReleaseTables } from './tables/releases.ts'
import type { ReportTables } from './tables/reports.ts'
import type { SearchTables } from './tables/search.ts'
import type { SharingTables } from './tables/sharing.ts'
import type { ViewTables } from './tables/views.ts'
import type { WorkTables } from './tables/work.ts'

export type SystemTable = {
  id: number
  mode: string
  made_at: Date
}

/** The tables of migrations/*.sql, column by column. Observation tables (`obs_*`) come with a collection and are addressed by name. */
export type Database = { system: SystemTable } & CollectionTables & MemberTables & ReportTables & NarrativeTables & WorkTables & ReleaseTables & SharingTables & ViewTables & SearchTables & AuditTables
