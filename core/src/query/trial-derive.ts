import { parseAsk } from './ask.ts'
import type { Cell } from './cell.ts'
import { parseDerivation, type DerivationTexts } from './derivation.ts'
import { derive } from './derive.ts'
import { widen } from './look-back.ts'
import { answerPlainly, explainPlainly, type Observation } from './model.ts'
import { planQuery } from './plan.ts'
import { sampleCollection, sampleFlow } from './sample.ts'
import type { Row } from './table.ts'

/** Questions of the sample collection, answered by the plain model: for tests. */
const TOTALS = { CITIZENSHIP: '_T', TRANSPORT: '_T', AGE: '_T', VULN: '_T' }
export const figure = (value: number | null, codes: { readonly [dimension: string]: string } = {}): Observation => ({
  codes: { FREQ: 'M', REF_AREA: 'THA', INDICATOR: 'ENTRY', UNIT_MEASURE: 'DET', STAGE: 'ARRESTED', ...TOTALS, TIME_PERIOD: '2024-01', ...codes }, value,
})

const asking = (by: string, where: readonly string[]) => parseAsk(sampleCollection, { dataflow: 'TOY', by: [by], where }, new Date('2026-01-01'))

export const answerSample = (rows: readonly Observation[], by: string, where: readonly string[]): readonly Cell[] => answerPlainly(sampleCollection, asking(by, where), rows, () => true)

export function deriveSample(rows: readonly Observation[], by: string, where: readonly string[], texts: DerivationTexts, seen: (row: Observation) => boolean = () => true): readonly Row[] {
  const ask = asking(by, where)
  const derivation = parseDerivation(sampleCollection, ask, texts)
  if (!derivation) return answerPlainly(sampleCollection, ask, rows, seen)
  const wide = widen(sampleFlow, ask, derivation)
  return derive(planQuery(sampleCollection, wide), ask, derivation, answerPlainly(sampleCollection, wide, rows, seen), explainPlainly(sampleCollection, wide, rows, seen))
}
