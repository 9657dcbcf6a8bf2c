import type { AnswerOf } from '../../api/call.ts'
import { countsOf, type Counts } from './use-counted.ts'

type Row = AnswerOf<'reports', 'list'>['reports'][number]
export type Waiting = Pick<Row, 'report' | 'unit' | 'from' | 'to' | 'freq' | 'version' | 'status'> & { readonly dataflows: readonly string[]; readonly counts: Counts }
export type Batch = { readonly id: string; readonly freq: Row['freq']; readonly from: string; readonly to: string; readonly reports: readonly Waiting[] }

/** Reports that wait, those of one time together, the earliest time first: units' reports of one time are brought together. */
export function byTime(rows: readonly Row[]): readonly Batch[] {
  const reports = new Map<string, Waiting>()
  for (const { report, unit, from, to, freq, version, status, dataflow, holds, rows: count } of rows) {
    const there = reports.get(report)
    reports.set(report, { report, unit, from, to, freq, version, status, dataflows: [...(there?.dataflows ?? []), ...(dataflow === null ? [] : [dataflow])], counts: added(there?.counts, countsOf([{ holds, rows: count }])) })
  }
  const batches = Map.groupBy(reports.values(), ({ freq, from, to }) => `${freq} ${from} ${to}`)
  return [...batches].map(([id, of]) => ({ id, freq: of[0]!.freq, from: of[0]!.from, to: of[0]!.to, reports: of })).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1))
}

const added = (there: Counts | undefined, more: Counts): Counts => ({ figures: (there?.figures ?? 0) + more.figures, narratives: (there?.narratives ?? 0) + more.narratives })
