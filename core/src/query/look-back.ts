import { frequencyOf, isPeriod, shiftPeriod } from '../report/period.ts'
import type { Ask } from './ask.ts'
import { stepsOfYear } from './change.ts'
import type { Derivation } from './derivation.ts'
import { lookOf, type Look } from './measure.ts'
import { partsOf, unitOf } from './roll-up.ts'
import { wantedCodes } from './wanted.ts'
import type { Dataflow } from '../metadata/model.ts'

/** The question with the periods that a derivation needs besides the asked ones: whole quarters and years, and what is compared with. */
export function widen(flow: Dataflow, ask: Ask, derivation: Derivation): Ask {
  const asked = askedPeriods(flow, ask)
  if (!asked) return ask
  const codes = asked.flatMap((period) => {
    const unit = derivation.rollUp ? unitOf(period, derivation.rollUp) : period
    const units = [unit, ...stepsBack(lookOf(derivation.measure), unit).map((steps) => shiftPeriod(unit, -steps))].filter(isPeriod)
    return units.flatMap((one) => partsOf(one, frequencyOf(period)!))
  })
  return { ...ask, where: [...ask.where.filter(({ dimension }) => dimension !== 'TIME_PERIOD'), { dimension: 'TIME_PERIOD', codes: [...new Set(codes)] }] }
}

/** Which rows were asked for, before and after rolling up: those of an asked period, or of the unit that it lies in. */
export function isAsked(flow: Dataflow, ask: Ask, { rollUp }: Derivation): (period: string) => boolean {
  const asked = askedPeriods(flow, ask)
  const shown = asked && new Set(asked.flatMap((period) => [period, rollUp ? unitOf(period, rollUp) : period]))
  return (period) => shown?.has(rollUp ? unitOf(period, rollUp) : period) ?? true
}

/** Undefined where the question names none. */
const askedPeriods = (flow: Dataflow, ask: Ask): readonly string[] | undefined => wantedCodes(ask.where, flow.dimensions.find((d) => d.id === 'TIME_PERIOD')!, new Map())

function stepsBack(look: Look, unit: string): readonly number[] {
  switch (look) {
    case 'none':
      return []
    case 'period':
      return [1]
    case 'year':
      return [stepsOfYear(unit)]
    case 'along':
      return Array.from({ length: stepsOfYear(unit) - 1 }, (_, at) => at + 1)
  }
}
