import type { Code, CodeList, Collection, Dataflow, Dimension, Indicator, Representation } from '../metadata/model.ts'

/** A small collection that has one of everything a query must mind: for tests. */
const words = (en: string) => ({ en })
const codes = (...ids: readonly (string | readonly [string, string])[]): readonly Code[] =>
  ids.map((id) => (typeof id === 'string' ? { id, name: words(id) } : { id: id[0], name: words(id[0]), parent: id[1] }))
const list = (id: string, items: readonly Code[], exclusive = true): CodeList => ({ id, name: words(id), exclusive, codes: items })
const regions = (areas: { readonly [id: string]: string }): readonly Code[] => Object.entries(areas).map(([id, held]) => ({ id, name: words(id), annotations: { areas: held } }))
const lists = [
  list('CL_AREA', codes('THA', 'USA', 'FJI', 'KHM', 'MMR')),
  list('CL_UNIT', codes('DET', 'PS', 'PCT')),
  list('CL_STAGE', codes('ARRESTED', 'CONVICTED')),
  list('CL_TRANSPORT', codes('SEA', ['SEA_SMALL', 'SEA'], ['SEA_COMM', 'SEA'], ['RAFT', 'SEA_SMALL'], 'LAND', ['RAIL', 'LAND'])),
  list('CL_AGE', codes('Y0T17', ['Y0T11', 'Y0T17'], ['Y12T17', 'Y0T17'], 'Y_GE18')),
  list('CL_REGION', regions({ SOUTH_EAST: 'THA KHM MMR', AMERICAS: 'USA' })),
  list('CL_PROCESS', regions({ MEKONG: 'THA KHM', PACIFIC: 'USA FJI THA' })),
  list('CL_VULN', codes('PREGNANT', 'OLDER'), false),
]
const dimension = (id: string, role: Dimension['role'], representation: Representation): Dimension => ({
  id, name: words(id), role, representation, totals: role === 'key' ? [] : ['_T', '_U', 'OTH'],
})
const coded = (id: string, role: Dimension['role'], of: string): Dimension => dimension(id, role, { kind: 'codelist', list: of })
const indicator = (id: string, rest: Partial<Indicator> = {}): Indicator => ({ id, name: words(id), units: ['DET'], measure: 'count', additivity: { over: 'all' }, ...rest })

export const sampleFlow: Dataflow = {
  id: 'TOY',
  name: words('Toy'),
  description: words('Toy'),
  dimensions: [
    dimension('FREQ', 'key', { kind: 'frequency' }),
    coded('REF_AREA', 'key', 'CL_AREA'),
    coded('INDICATOR', 'key', 'CL_INDICATOR_TOY'),
    coded('UNIT_MEASURE', 'key', 'CL_UNIT'),
    coded('STAGE', 'key', 'CL_STAGE'),
    coded('CITIZENSHIP', 'optional', 'CL_AREA'),
    coded('TRANSPORT', 'optional', 'CL_TRANSPORT'),
    coded('AGE', 'optional', 'CL_AGE'),
    coded('VULN', 'optional', 'CL_VULN'),
    dimension('TIME_PERIOD', 'key', { kind: 'period' }),
  ],
  indicators: [
    indicator('ENTRY', { units: ['DET', 'PS'], perUnit: { PS: { over: 'all_but', dimensions: ['TIME_PERIOD'] } } }),
    indicator('ENTRY_BCP', { parent: 'ENTRY', additivity: { over: 'all_but', dimensions: ['STAGE', 'AGE'] } }),
    indicator('SHARE', { units: ['PCT'], measure: 'share', additivity: { over: 'none' } }),
  ],
  frequencies: ['M', 'Q', 'A'],
  nObsMandatory: false,
  reciprocity: { months: 3, within: 12, years: 2 },
}

export const sampleCollection: Collection = {
  id: 'toys', version: '1.0.0', agency: 'TEST', name: words('Toys'), description: words('Toys'),
  codelists: new Map(lists.map((l) => [l.id, l])),
  dataflows: new Map([[sampleFlow.id, sampleFlow]]),
  narratives: new Map(),
  register: [], rules: [], organisations: codes('ORG'),
}
