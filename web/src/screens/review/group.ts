import type { AnswerOf } from '../../api/call.ts'

type Row = AnswerOf<'reports', 'list'>['reports'][number]
export type Waiting = Pick<Row, 'report' | 'unit' | 'from' | 'to' | 'freq' | 'version' | 'status'> & { readonly dataflows: readonly string[]; readonly rows: number }
export type Batch = { readonly id: string; readonly freq: Row['freq']; readonly from: string; readonly to: string; readonly reports: readonly Waiting[] }

/** Reports that wait, those of one time together, the earliest time first: units' reports of one time are brought together. */
export function byTime(rows: readonly Row[]): readonly Batch[] {
  const reports = new Map<string, Waiting>()
  for (const { report, unit, from, to, freq, version, status, dataflow, rows: count } of rows) {
    const there = reports.get(report)
    reports.set(report, { report, unit, from, to, freq, version, status, dataflows: [...(there?.dataflows ?? []), ...(dataflow === null ? [] : [dataflow])], rows: (there?.rows ?? 0) + count })
  }
  const batches = Map.groupBy(reports.values(), ({ freq, from, to }) => `${freq} ${from} ${to}`)
  return [...batches].map(([id, of]) => ({ id, freq: of[0]!.freq, from: of[0]!.from, to: of[0]!.to, reports: of })).toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1))
}
