import type { Code, CodeList, Collection, Dataflow, Dimension, Indicator } from '../metadata/model.ts'
import { tableOf, type FigureRow, type FigureTable } from './table.ts'

/** A small collection for tests: three dataflows with lists that are closed, open, hierarchical and overlapping. */

const named = (id: string) => ({ id, name: { en: id } })

/** `SEA_COMM<SEA`: a code that is part of another. */
export const listOf = (id: string, codes: string, exclusive = true): CodeList => ({
  ...named(id),
  exclusive,
  codes: codes.split(' ').map((text): Code => {
    const [code = '', parent] = text.split('<')
    return { ...named(code), ...(parent && { parent }) }
  }),
})

const lists = [
  listOf('CL_SEX', 'F M'),
  listOf('CL_AGE', 'Y0T5<Y0T11 Y6T11<Y0T11 Y0T11<Y0T17 Y12T17<Y0T17 Y0T17 Y18T24<Y_GE18 Y_GE25<Y_GE18 Y_GE18'),
  listOf('CL_AREA', 'THA LAO KHM VNM MMR'),
  listOf('CL_BORDER_PLACE', 'BCP_AIR BCP_SEA BCP_LAND GREEN BLUE RIVER HIGH_SEA INLAND PREDEP'),
  listOf('CL_TRANSPORT', 'AIR SEA LAND AIR_COMM<AIR AIR_PRIV<AIR SEA_COMM<SEA SEA_SMALL<SEA ROAD_CAR<LAND FOOT<LAND MULTI'),
  listOf('CL_VULN', 'CHILD_ACC CHILD_UNACC DISAB', false),
  listOf('CL_OFFENCE', 'SOM_6_1A SOM_6_1B1 NATL_NOPROFIT'),
  listOf('CL_STAT', 'MEDIAN MEAN'),
  listOf('CL_UNIT_MEASURE', 'DET PS CASE MO PCT N USD THB'),
  listOf('CL_CURRENCY', 'USD THB'),
  listOf('CL_OBS_STATUS', 'A D E K L M O P Q'),
  listOf('CL_CONF_STATUS', 'F N C'),
]

const coded = (id: string, list: string, totals: Dimension['totals'] = ['_T', '_U', 'OTH']): Dimension => ({
  ...named(id),
  representation: { kind: 'codelist', list },
  role: totals.length > 0 ? 'optional' : 'key',
  totals,
})
const register = (id: string, of: 'route' | 'place'): Dimension => ({ ...coded(id, ''), representation: { kind: 'register', register: of } })

const flowOf = (id: string, dimensions: readonly Dimension[], indicators: readonly Indicator[], nObsMandatory = false): Dataflow => ({
  ...named(id),
  description: { en: id },
  dimensions: [
    { ...coded('FREQ', '', []), representation: { kind: 'frequency' } },
    coded('REF_AREA', 'CL_AREA', []),
    coded('INDICATOR', `CL_INDICATOR_${id}`, []),
    coded('UNIT_MEASURE', 'CL_UNIT_MEASURE', []),
    ...dimensions,
    { ...coded('TIME_PERIOD', '', []), representation: { kind: 'period' } },
  ],
  indicators,
  frequencies: ['M', 'Q'],
  nObsMandatory,
  reciprocity: { months: 3, within: 12, years: 2 },
})

const indicator = (id: string, units: string, measure: Indicator['measure'] = 'count', parent?: string): Indicator => ({
  ...named(id),
  units: units.split(' '),
  measure,
  additivity: measure === 'count' ? { over: 'all_but', dimensions: ['VULN'] } : { over: 'none' },
  ...(parent && { parent }),
})

const SEX = coded('SEX', 'CL_SEX', ['_T', '_U'])
const AGE = coded('AGE', 'CL_AGE', ['_T', '_U'])

export const detections = flowOf(
  'VRS_DETECT',
  [coded('CITIZENSHIP', 'CL_AREA'), SEX, AGE, register('ROUTE_ID', 'route'), coded('BORDER_PLACE', 'CL_BORDER_PLACE'), coded('TRANSPORT', 'CL_TRANSPORT')],
  [indicator('ENTRY_IRREG', 'DET PS'), indicator('ENTRY_BBCP', 'DET PS', 'count', 'ENTRY_IRREG'), indicator('ENTRY_BCP', 'DET PS', 'count', 'ENTRY_IRREG'), indicator('EXIT_IRREG', 'DET')],
)
export const smuggled = flowOf('VRS_SMUGGLED', [coded('CITIZENSHIP', 'CL_AREA'), SEX, AGE, coded('VULN', 'CL_VULN')], [indicator('SMUGGLED_CONF', 'PS')])
export const offenders = flowOf(
  'VRS_OFFENDER',
  [coded('OFFENCE', 'CL_OFFENCE'), SEX],
  [indicator('PERSONS', 'PS'), indicator('SENTENCE_MONTHS', 'MO', 'amount'), indicator('RANK', 'N', 'rank'), indicator('SHARE', 'PCT', 'share')],
)
export const fees = flowOf('VRS_FEE', [coded('STAT', 'CL_STAT', []), coded('CITIZENSHIP', 'CL_AREA')], [indicator('FEE_PP', 'CURRENCY', 'amount')], true)

export const trialCollection: Collection = {
  ...named('vrs-trial'),
  version: '1.0.0',
  agency: 'OPENVRS',
  description: { en: 'For tests' },
  codelists: new Map(lists.map((list) => [list.id, list])),
  dataflows: new Map([detections, smuggled, offenders, fees].map((flow) => [flow.id, flow])),
  narratives: new Map(),
  register: [{ register: 'route', ...named('DARIEN'), kind: 'land', successors: [] }],
  rules: [],
  organisations: [],
}

/** A row of an otherwise total figure of Thailand's for January 2024; `codes` says what differs, as `SEX=F AGE=Y0T17`. */
export function figure(flow: Dataflow, codes: string, value: number | null, rest: Omit<FigureRow, 'key' | 'value'> = {}): FigureRow {
  const first = flow.indicators[0]!
  const usual = { FREQ: 'M', REF_AREA: 'THA', INDICATOR: first.id, UNIT_MEASURE: first.units[0]!, TIME_PERIOD: '2024-01' }
  const totals = Object.fromEntries(flow.dimensions.filter((d) => d.role === 'optional').map((d) => [d.id, '_T']))
  const said = Object.fromEntries(codes.split(' ').filter(Boolean).map((pair) => pair.split('=') as [string, string]))
  return { key: { ...usual, ...totals, ...said }, value, ...rest }
}

/** One row for each line of `[codes, value]`. */
export const figures = (flow: Dataflow, ...lines: readonly (readonly [string, number | null])[]): FigureTable =>
  tableOf(flow, lines.map(([codes, value]) => figure(flow, codes, value)))
