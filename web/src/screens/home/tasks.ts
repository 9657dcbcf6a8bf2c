import type { Me } from '../../api/queries.ts'
import { byReport, NATIONAL, type Listed, type ReportRow } from '../reports/group.ts'
import { findDue, type Due } from './due.ts'

/** Submitted reports of the same periods: what a focal point brings together. */
export type Waiting = { readonly from: string; readonly to: string; readonly reports: readonly Listed[] }
export type Tasks = { readonly returned: readonly Listed[]; readonly waiting: readonly Waiting[]; readonly drafts: readonly Listed[]; readonly due: readonly Due[] }

/**
 * What waits for a person: returned reports of the own unit, submitted ones for a focal point, own drafts, and what is due. Where a unit's report
 * waits for the focal point its period is no longer due.
 */
export function taskOf(person: Pick<Me, 'role' | 'unit'>, rows: readonly ReportRow[], now: Date): Tasks {
  const listed = byReport(rows)
  const isFocal = person.role === 'focal_point'
  const own = listed.filter(({ unit }) => unit === person.unit || (isFocal && unit === NATIONAL))
  const submitted = isFocal ? listed.filter(({ status }) => status === 'submitted') : []
  const underWay = new Set(submitted.flatMap(({ from, to, sections }) => sections.map(({ dataflow }) => `${dataflow} ${from} ${to}`)))
  const due = findDue(isFocal ? rows.map((row) => (underWay.has(`${row.dataflow} ${row.from} ${row.to}`) ? { ...row, unit: NATIONAL } : row)) : rows, isFocal ? undefined : person.unit, now)
  const waiting = Map.groupBy(submitted, ({ from, to }) => `${from} ${to}`)
  return {
    returned: own.filter(({ status }) => status === 'returned'),
    waiting: [...waiting.values()].map((reports) => ({ from: reports[0]!.from, to: reports[0]!.to, reports })),
    drafts: own.filter(({ status }) => status === 'draft'),
    due,
  }
}
