import { additivityOf } from '../metadata/additivity.ts'
import type { Additivity, Dataflow } from '../metadata/model.ts'
import type { CodedColumn } from './compile.ts'
import type { Measure } from './figures.ts'
import type { Mapping } from './language.ts'
import { finenessOf } from './periods.ts'

/** Looks an indicator in a unit up once, however many rows have it. */
export function measureFinder(mapping: Mapping, flow: Dataflow, dimensions: readonly CodedColumn[], constants: ReadonlyMap<string, string>): (key: Uint32Array) => Measure {
  const joins = joinsMoments(mapping)
  const codeFinder = (id: string) => {
    const at = dimensions.findIndex((d) => d.id === id)
    return { place: (key: Uint32Array) => (at < 0 ? 0 : key[at + 1]!), code: (key: Uint32Array) => (at < 0 ? (constants.get(id) ?? '') : dimensions[at]!.codes.codes[key[at + 1]!]!) }
  }
  const indicator = codeFinder('INDICATOR')
  const unit = codeFinder('UNIT_MEASURE')
  const known: Measure[][] = []
  return (key) => {
    const ofIndicator = (known[indicator.place(key)] ??= [])
    return (ofIndicator[unit.place(key)] ??= measureOf(flow, indicator.code(key), unit.code(key), joins))
  }
}

/** Whether rows of several moments (days, months) fall into one period of the report. */
const joinsMoments = ({ period, frequency }: Mapping): boolean => period.kind === 'date' || finenessOf(period) !== frequency

function measureOf(flow: Dataflow, id: string, unit: string, joins: boolean): Measure {
  const indicator = flow.indicators.find((i) => i.id === id)
  if (!indicator) return { indicator: id, isCount: false, isAdditive: false }
  return { indicator: id, isCount: indicator.measure === 'count', isAdditive: mayAdd(additivityOf(indicator, unit), joins) }
}

/** Unique persons of two days are not the unique persons of both. */
function mayAdd(additivity: Additivity, joins: boolean): boolean {
  switch (additivity.over) {
    case 'all':
      return true
    case 'none':
      return false
    case 'all_but':
      return !(joins && additivity.dimensions.includes('TIME_PERIOD'))
  }
}
