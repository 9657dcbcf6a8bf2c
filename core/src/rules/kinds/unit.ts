import * as z from 'zod/mini'
import { unitsOf } from '../../metadata/units.ts'
import { judgeRows } from '../judge.ts'
import { notApplicable, ruleKind } from '../verdict.ts'

/** The indicator may be stated in the unit. */
export const unit = ruleKind(z.strictObject({}), (facts) => {
  const units = new Map(facts.flow.indicators.map((i) => [i.id, new Set(unitsOf(facts.collection, i))]))
  const stated = new Map(facts.flow.indicators.map((i) => [i.id, i.units.join(', ')]))
  const judged = judgeRows(facts, ['INDICATOR', 'UNIT_MEASURE'], (indicator = '', code = '') => (code === '' ? undefined : units.get(indicator)?.has(code)))
  if (!judged) return notApplicable(facts)
  return {
    ...judged,
    explain: (row) => {
      const indicator = facts.codeAt('INDICATOR', row)
      return { outcome: 'wrong', column: 'UNIT_MEASURE', messageValues: { code: facts.codeAt('UNIT_MEASURE', row), indicator, units: stated.get(indicator) ?? '' } }
    },
  }
})
