import { sql } from 'kysely'
import { OTHER, TOTAL, UNKNOWN, type Dataflow } from '@openvrs/core/metadata/model.ts'
import { saysOf } from '@openvrs/core/search/rank.ts'
import { codeToken, readCodeToken, type Token } from '@openvrs/core/search/terms.ts'
import type { Db } from '../db/connect.ts'
import { columnName, tableName } from '../registry/index.ts'
import type { Entry, ReleaseKey } from './entries.ts'

/** What every series has; said by columns of its own. */
const COMMON: ReadonlySet<string> = new Set(['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', 'TIME_PERIOD'])
/** Codes that name nothing that somebody looks for. */
const NAMELESS = [TOTAL, UNKNOWN, OTHER]

type Found = { readonly freq: string; readonly time_period: string; readonly code: string; readonly indicators: string[] }

/** The series of a release: of each period which indicators have figures, and for which codes. One pass for each dimension. */
export async function seriesEntries(jobs: Db, release: ReleaseKey, flow: Dataflow): Promise<Entry[]> {
  const read = async (column: string): Promise<readonly Found[]> => (await sql<Found>`
    select freq, time_period, ${sql.ref(column)} as code, array_agg(distinct indicator order by indicator) as indicators from ${sql.table(tableName(flow.id))}
     where ref_area = ${release.ref_area} and release_id = ${release.release_id} and obs_value is not null and ${sql.ref(column)} <> all(${NAMELESS}) group by 1, 2, 3`.execute(jobs)).rows
  const whole = await read('ref_area')
  const entries = [whole.flatMap((found) => wholeEntries(found, flow.id))]
  for (const { id, representation } of flow.dimensions) {
    if (COMMON.has(id) || representation.kind === 'pattern') continue
    entries.push((await read(columnName(id))).map((found) => entryOf(found, codeToken(id, found.code), found.indicators)))
  }
  return entries.flat()
}

/** Whose it is says more than what it is broken down by. */
export const saysOfSeries = (token: Token): number => (readCodeToken(token)?.list === 'REF_AREA' ? saysOf(3, 0) : saysOf(1, 0))

const entryOf = ({ freq, time_period }: Found, token: Token, indicators: readonly string[]): Entry => ({ freq, time_period, kind: 'series', language: '', token, names: indicators.join(' ') })

const wholeEntries = (found: Found, dataflow: string): Entry[] => [
  ...periodTokens(found.time_period).map((token) => entryOf(found, token, found.indicators)),
  entryOf(found, codeToken('DATAFLOW', dataflow), found.indicators),
  entryOf(found, codeToken('REF_AREA', found.code), found.indicators),
  ...found.indicators.map((indicator) => entryOf(found, codeToken('INDICATOR', indicator), [indicator])),
]

/** A period is found by itself and by its year. */
export const periodTokens = (period: string): string[] => [...new Set([period, period.slice(0, 4)])].map((text) => codeToken('TIME_PERIOD', text))
