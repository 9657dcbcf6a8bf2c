import type { Plan } from '@openvrs/core/query/plan.ts'

export type Definition = { readonly member: string; readonly dataflow: string; readonly conforms: 'Y' | 'N' | 'partly' | null; readonly note: string | null; readonly source_type: string | null; readonly from: string; readonly to: string }

/** A row of `compileDefinitions`. */
export type DefinitionRow = { readonly ref_area: string; readonly def_conform: Definition['conforms']; readonly def_note: string | null; readonly source_type: string | null; readonly first: string; readonly last: string }

/** What members declare about the figures that an answer rests on. A release that the viewer does not see is not there. */
export const definitionOf = (plan: Plan, row: DefinitionRow): Definition =>
  ({ member: row.ref_area, dataflow: plan.flow.id, conforms: row.def_conform, note: row.def_note, source_type: row.source_type, from: row.first, to: row.last })
