import { inRange, lastEnded, periodEnd, periodsBetween, shiftPeriod } from '@openvrs/core/report/period.ts'
import { NATIONAL, type ReportRow } from '../reports/group.ts'

/** A period that has ended, and the dataflows of it that are not reported yet. */
export type Due = { readonly period: string; readonly dataflows: readonly string[] }

const YEAR = { M: 12, Q: 4, A: 1 } as const
/** A dataflow that was left alone for so long is not asked for any more. */
const REMEMBERED = { M: 24, Q: 8, A: 2 } as const

/**
 * What is due (narratives never are: they are told when there is something to tell): periods of the last year that have ended and are in no report yet, of the dataflows that are reported, each at the frequency of its
 * newest report. Whatever was begun is no longer due. Newest first.
 * @param rows the newest reports of a member, sections as rows
 * @param unit the unit whose own reports count; undefined asks for the whole state, where national reports count
 */
export function findDue(rows: readonly ReportRow[], unit: string | undefined, now: Date): readonly Due[] {
  const counting = rows.filter((row) => row.holds === 'figures' && row.status !== 'withdrawn' && (unit === undefined ? row.unit === NATIONAL : row.unit === unit))
  const due = new Map<string, string[]>()
  for (const dataflow of new Set(counting.map((row) => row.dataflow).filter((id) => id !== null))) {
    for (const period of missing(counting.filter((row) => row.dataflow === dataflow), now)) due.set(period, [...(due.get(period) ?? []), dataflow])
  }
  return [...due].map(([period, dataflows]) => ({ period, dataflows })).sort((a, b) => (a.period < b.period ? 1 : -1))
}

function missing(reported: readonly ReportRow[], now: Date): readonly string[] {
  const freq = reported[0]!.freq
  const own = reported.filter((row) => row.freq === freq)
  const last = lastEnded(freq, now)
  const first = own.map((row) => row.from).sort()[0]!
  const newest = own.map((row) => row.to).sort().at(-1)!
  if (newest < shiftPeriod(last, -REMEMBERED[freq])) return []
  const start = shiftPeriod(last, 1 - YEAR[freq])
  return periodsBetween(start > first ? start : first, last).filter((period) => !reported.some((row) => inRange(period, row.from, row.to)))
}

/** For how many days a period has been over. */
export const daysLate = (period: string, now: Date): number => Math.max(0, Math.floor((now.getTime() - periodEnd(period).getTime()) / 86_400_000))
