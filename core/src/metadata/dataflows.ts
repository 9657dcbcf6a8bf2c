import { cycleText, findCycles } from './cycles.ts'
import { buildDimensions, indicatorList, PERIOD_DIMENSION, type Concepts } from './dimensions.ts'
import type { Findings } from './findings.ts'
import type { Additivity, CodeList, Dataflow, Dimension, Indicator } from './model.ts'
import type { CollectionFile, DataflowFile } from './schema.ts'
import type { Source } from './source.ts'
import type { Translations } from './translations.ts'
import { ANY_CURRENCY, CURRENCY_LIST } from './units.ts'

type Flow = Source<DataflowFile>
export type DataflowParts = {
  readonly concepts: Concepts
  readonly lists: ReadonlyMap<string, CodeList>
  readonly reciprocity: CollectionFile['reciprocity']
  readonly words: Translations
}

export function buildDataflow(source: Flow, parts: DataflowParts, findings: Findings): Dataflow {
  const { id, frequencies, nObsMandatory, reciprocity = parts.reciprocity, name, description } = source.value
  const dimensions = buildDimensions(source, parts.concepts, parts.words, findings)
  const indicators = buildIndicators(source, overlapping(dimensions, parts.lists), parts.words)
  checkFamily(source, findings)
  for (const indicator of indicators) {
    checkUnits(source, indicator, parts, findings)
    for (const [place, additivity] of statedAdditivity(indicator)) checkAdditivity(source, place, additivity, dimensions, findings)
  }
  const words = { name: parts.words.nameOf(`dataflows.${id}`, name), description: parts.words.textOf(`dataflows.${id}.description`, description) }
  return { id, ...words, dimensions, indicators, frequencies, nObsMandatory, reciprocity }
}

/** The indicators as a code list, so that INDICATOR is a coded dimension like any other. */
export const indicatorCodes = (flow: Dataflow): CodeList => ({
  id: indicatorList(flow.id),
  name: flow.name,
  exclusive: false,
  codes: flow.indicators.map(({ id, name, description, parent }) => ({ id, name, description, parent })),
})

function buildIndicators(source: Flow, never: readonly string[], words: Translations): readonly Indicator[] {
  return Object.entries(source.value.indicators).map(([id, { name, description, additivity, perUnit, ...rest }]) => ({
    id,
    ...words.described(`dataflows.${source.value.id}.indicators.${id}`, { name, description }),
    ...rest,
    additivity: neverOver(additivity, never),
    ...(perUnit && { perUnit: Object.fromEntries(Object.entries(perUnit).map(([unit, stated]) => [unit, neverOver(stated, never)])) }),
  }))
}

/** Dimensions whose codes overlap: whatever an indicator says, its figures are not summed over them. */
const overlapping = (dimensions: readonly Dimension[], lists: ReadonlyMap<string, CodeList>): readonly string[] =>
  dimensions.filter((d) => d.id !== 'INDICATOR' && d.representation.kind === 'codelist' && lists.get(d.representation.list)?.exclusive === false).map((d) => d.id)

function neverOver(additivity: Additivity, never: readonly string[]): Additivity {
  if (additivity.over === 'none' || never.length === 0) return additivity
  const stated = additivity.over === 'all_but' ? additivity.dimensions : []
  return { over: 'all_but', dimensions: [...stated, ...never.filter((d) => !stated.includes(d))] }
}

function checkFamily(source: Flow, findings: Findings): void {
  const indicators = Object.entries(source.value.indicators)
  if (indicators.length === 0) findings.at(source, ['indicators'], 'indicator.none', { dataflow: source.value.id })
  for (const [indicator, { parent }] of indicators) {
    if (parent === undefined || Object.hasOwn(source.value.indicators, parent)) continue
    findings.at(source, ['indicators', indicator, 'parent'], 'indicator.parent', { indicator, parent })
  }
  for (const cycle of findCycles(new Map(indicators.map(([id, { parent }]) => [id, parent === undefined ? [] : [parent]])))) {
    findings.at(source, ['indicators', cycle[0]!, 'parent'], 'indicator.cycle', { cycle: cycleText(cycle) })
  }
}

function checkUnits(source: Flow, indicator: Indicator, { concepts, lists }: DataflowParts, findings: Findings): void {
  const unitList = lists.get(concepts.value['UNIT_MEASURE']?.codelist ?? '')
  const isKnown = (unit: string) => (unit === ANY_CURRENCY ? lists.has(CURRENCY_LIST) : !unitList || unitList.codes.some((c) => c.id === unit))
  indicator.units.forEach((unit, i) => {
    if (!isKnown(unit)) findings.at(source, ['indicators', indicator.id, 'units', i], 'indicator.unit', { indicator: indicator.id, unit })
  })
  for (const unit of Object.keys(indicator.perUnit ?? {})) {
    if (!indicator.units.includes(unit)) findings.at(source, ['indicators', indicator.id, 'perUnit', unit], 'indicator.per_unit', { indicator: indicator.id, unit })
  }
}

const statedAdditivity = (indicator: Indicator): readonly (readonly [readonly string[], Additivity])[] => [
  [['indicators', indicator.id, 'additivity'], indicator.additivity],
  ...Object.entries(indicator.perUnit ?? {}).map(([unit, stated]) => [['indicators', indicator.id, 'perUnit', unit], stated] as const),
]

function checkAdditivity(source: Flow, place: readonly string[], additivity: Additivity, dimensions: readonly Dimension[], findings: Findings): void {
  if (additivity.over !== 'all_but') return
  for (const dimension of additivity.dimensions) {
    if (dimensions.some((d) => d.id === dimension) || dimension === PERIOD_DIMENSION) continue
    findings.at(source, place, 'indicator.dimension', { indicator: place[1]!, dimension, dataflow: source.value.id })
  }
}
