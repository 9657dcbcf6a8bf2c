import { sql } from 'kysely'
import type { Plan } from '@openvrs/core/query/plan.ts'
import type { Trx } from '../db/connect.ts'
import type { Asked } from './queries.ts'

export type Definition = { readonly member: string; readonly dataflow: string; readonly conforms: 'Y' | 'N' | 'partly' | null; readonly note: string | null; readonly source_type: string | null; readonly from: string; readonly to: string }

/**
 * What members declare about the figures that an answer rests on: of the releases that count, own ones from their approval on and
 * others' from when they are shown. A release that the viewer does not see is not there.
 */
export async function findDefinitions(trx: Trx, plan: Plan, { member, asOf }: Asked): Promise<readonly Definition[]> {
  const held = (id: string) => plan.held.find(({ dimension }) => dimension.id === id)?.codes ?? null
  const [members, freqs, periods] = [held('REF_AREA'), held('FREQ'), held('TIME_PERIOD')]
  const { rows } = await sql<Definition>`
    select p.ref_area as member, p.dataflow, r.declarations->>'def_conform' as conforms, r.declarations->>'def_note' as note, r.declarations->>'source_type' as source_type,
           min(p.time_period) as "from", max(p.time_period) as "to"
      from release_period p join release r on r.ref_area = p.ref_area and r.release_id = p.release_id
     where p.dataflow = ${plan.flow.id}
       and case when p.ref_area = ${member} then p.valid_from <= ${asOf} and (p.valid_to is null or p.valid_to > ${asOf}) else p.shown_from <= ${asOf} and (p.shown_to is null or p.shown_to > ${asOf}) end
       and (${members}::text[] is null or p.ref_area = any(${members}::text[])) and (${freqs}::text[] is null or p.freq = any(${freqs}::text[]))
       and (${periods}::text[] is null or p.time_period = any(${periods}::text[]))
     group by 1, 2, 3, 4, 5 order by 1, 6`.execute(trx)
  return rows
}
