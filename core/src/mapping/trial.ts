import type { CodeList, Collection, Dataflow, Dimension, Words } from '../metadata/model.ts'

/** A small collection for the tests of this folder, made by hand so that what they mean stands beside them. */
const words = (en: string, more: { readonly [language: string]: string } = {}): Words => ({ en, ...more })

const areas: CodeList = {
  id: 'CL_AREA', name: words('Areas'), exclusive: true,
  codes: [
    { id: 'MMR', name: words('Myanmar', { th: 'เมียนมา', zh: '缅甸' }), annotations: { alpha2: 'MM', m49: '104', alias: 'Burma; Birmanie' } },
    { id: 'KHM', name: words('Cambodia', { fr: 'Cambodge', th: 'กัมพูชา' }), annotations: { alpha2: 'KH', m49: '116' } },
    { id: 'AFG', name: words('Afghanistan', { vi: 'Áp-ga-ni-xtan' }), annotations: { alpha2: 'AF', m49: '004' } },
    { id: 'CIV', name: words("Côte d'Ivoire"), annotations: { alpha2: 'CI', alias: 'Ivory Coast' } },
    { id: 'NAM', name: words('Namibia'), annotations: { alpha2: 'NA', m49: '516' } },
    { id: 'COG', name: words('Congo'), annotations: { alpha2: 'CG' } },
    { id: 'COD', name: words('Congo, Democratic Republic of the'), annotations: { alpha2: 'CD', alias: 'Congo' } },
    { id: 'CHN', name: words('China'), annotations: { alpha2: 'CN' } },
    { id: 'THA', name: words('Thailand'), annotations: { alpha2: 'TH' } },
  ],
}
const list = (id: string, ...codes: readonly (readonly [string, string])[]): CodeList => ({ id, name: words(id), exclusive: true, codes: codes.map(([code, name]) => ({ id: code, name: words(name) })) })

const dimension = (id: string, representation: Dimension['representation'], totals: Dimension['totals'] = []): Dimension => ({ id, name: words(id), representation, role: totals.includes('_T') ? 'optional' : 'key', totals })
const codelist = (name: string): Dimension['representation'] => ({ kind: 'codelist', list: name })

const flow: Dataflow = {
  id: 'DETECT', name: words('Detections'), description: words('Detections'), frequencies: ['M', 'Q', 'A'], nObsMandatory: false, reciprocity: { months: 3, within: 12, years: 2 },
  dimensions: [
    dimension('FREQ', { kind: 'frequency' }), dimension('REF_AREA', codelist('CL_AREA')), dimension('INDICATOR', codelist('CL_INDICATOR')), dimension('UNIT_MEASURE', codelist('CL_UNIT')),
    dimension('CITIZENSHIP', codelist('CL_AREA'), ['_T', '_U', 'OTH']), dimension('SEX', codelist('CL_SEX'), ['_T', '_U']), dimension('ROUTE_ID', { kind: 'register', register: 'route' }, ['_T', '_U', 'OTH']),
    dimension('LEG_NO', { kind: 'pattern', pattern: 'integer' }, ['_T']), dimension('TIME_PERIOD', { kind: 'period' }),
  ],
  indicators: [
    { id: 'ENTRY', name: words('Entries'), units: ['DET', 'PS'], measure: 'count', additivity: { over: 'all' }, perUnit: { PS: { over: 'all_but', dimensions: ['TIME_PERIOD'] } } },
    { id: 'BUDGET', name: words('Budget'), units: ['USD'], measure: 'amount', additivity: { over: 'all' } },
    { id: 'RANK', name: words('Rank'), units: ['N'], measure: 'rank', additivity: { over: 'none' } },
  ],
}

export const collection: Collection = {
  id: 'trial', version: '1.0.0', agency: 'TEST', name: words('Trial'), description: words('Trial'),
  codelists: new Map([areas, list('CL_SEX', ['F', 'Female'], ['M', 'Male']), list('CL_UNIT', ['DET', 'Detections'], ['PS', 'Persons'], ['USD', 'Dollars'], ['N', 'Number']), list('CL_INDICATOR', ['ENTRY', 'Entries'], ['BUDGET', 'Budget'], ['RANK', 'Rank']), list('OBS_STATUS', ['A', 'Normal'], ['D', 'Definition differs'], ['M', 'Missing'])].map((l) => [l.id, l])),
  dataflows: new Map([[flow.id, flow]]),
  narratives: new Map(),
  register: [{ register: 'route', id: 'DARIEN', name: words('Darién'), kind: 'land', successors: [] }],
  rules: [], organisations: [],
}

export const detect = flow

/** A mapping of columns `Country`, `Month`, `Count`; parts are put in the place of those of the same first line. */
export const mappingOf = (parts: { readonly file?: string; readonly period?: string; readonly dimensions?: string; readonly value?: string; readonly more?: string } = {}): string => `mapping: 1
collection: trial
dataflow: DETECT
frequency: M
file: ${parts.file ?? '{}'}
period: ${parts.period ?? "{ kind: month, column: Month, format: '2024-03' }"}
dimensions:
  INDICATOR: { constant: ENTRY }
  UNIT_MEASURE: { constant: DET }
  ${parts.dimensions ?? 'CITIZENSHIP: { column: Country }'}
value: ${parts.value ?? '{ column: Count }'}
section: { source_type: administrative, def_conform: Y }
${parts.more ?? ''}`
