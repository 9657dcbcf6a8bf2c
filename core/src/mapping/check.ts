import type { Collection, Dataflow, Dimension, Frequency } from '../metadata/model.ts'
import type { ProblemValues } from '../problem.ts'
import { frequencyOf } from '../report/period.ts'
import { isCodeOf } from './codes.ts'
import type faultSentences from '../i18n/faults.en.json'
import type { Bound, DimensionRule, Mapping, When } from './language.ts'
import { finenessOf, periodColumns } from './periods.ts'
import { monthOf, normaliseWord } from './words.ts'

/** What is wrong with a mapping whose shape is right, and where. */
export type Fault = { readonly path: readonly (string | number)[]; readonly key: keyof typeof faultSentences; readonly values: ProblemValues }
type Say = (path: Fault['path'], key: Fault['key'], values?: ProblemValues) => void

/** The statuses of SDMX that say why a value is missing (statistics.md, rule 4). */
export const MISSING_STATUSES = ['K', 'L', 'M', 'O', 'Q'] as const

/** Everything in a mapping that does not agree with the collection or with itself. */
export function checkMapping(mapping: Mapping, collection: Collection): readonly Fault[] {
  const faults: Fault[] = []
  const say: Say = (path, key, values = {}) => void faults.push({ path, key, values })
  if (mapping.collection !== collection.id) say(['collection'], 'collection.other', { found: mapping.collection, expected: collection.id })
  const flow = collection.dataflows.get(mapping.dataflow)
  if (!flow) {
    say(['dataflow'], 'dataflow.unknown', { dataflow: mapping.dataflow, dataflows: [...collection.dataflows.keys()].join(', ') })
    return faults
  }
  checkPeriod(mapping, flow, say)
  checkDimensions(mapping, flow, collection, say)
  checkMeasures(mapping, flow, collection, say)
  checkDrop(mapping, say)
  if (mapping.section.def_conform !== 'Y' && mapping.section.def_note === undefined) say(['section', 'def_conform'], 'section.note')
  return faults
}

const FINENESS: { readonly [F in Frequency]: number } = { A: 0, Q: 1, M: 2 }

function checkPeriod({ period, frequency }: Mapping, flow: Dataflow, say: Say): void {
  if (!flow.frequencies.includes(frequency)) say(['frequency'], 'frequency.unknown', { dataflow: flow.id, frequency })
  if (period.kind === 'constant') {
    if (frequencyOf(period.period) !== frequency) say(['period', 'period'], 'period.constant', { period: period.period, frequency })
    return
  }
  const fineness = finenessOf(period)
  if (FINENESS[fineness] < FINENESS[frequency]) say(['period'], 'period.too_coarse', { frequency, fineness })
  if (period.kind === 'fiscal_year_month' && monthOf(period.starts) === undefined) say(['period', 'starts'], 'period.month', { month: period.starts })
}

function checkDimensions(mapping: Mapping, flow: Dataflow, collection: Collection, say: Say): void {
  for (const [id, rule] of Object.entries(mapping.dimensions)) {
    const path = ['dimensions', id]
    const dimension = flow.dimensions.find((d) => d.id === id)
    if (!dimension) say(path, 'dimension.unknown', { dataflow: flow.id, dimension: id, dimensions: flow.dimensions.map((d) => d.id).join(', ') })
    else checkDimension(path, rule, dimension, collection, say)
  }
  for (const dimension of flow.dimensions) {
    const isGiven = dimension.id in mapping.dimensions || dimension.totals.includes('_T') || SAID_ELSEWHERE.has(dimension.id)
    if (!isGiven) say(['dimensions'], 'dimension.missing', { dimension: dimension.id })
  }
}

/** Dimensions that come from the member, from `frequency` and from `period`. */
export const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['REF_AREA', 'FREQ', 'TIME_PERIOD'])

function checkDimension(path: readonly string[], rule: DimensionRule, dimension: Dimension, collection: Collection, say: Say): void {
  if (dimension.id === 'TIME_PERIOD') return say(path, 'dimension.period')
  if (dimension.id === 'REF_AREA' && (rule.column === undefined || rule.when.length > 0)) return say(path, 'dimension.member')
  if (dimension.id === 'FREQ' && (rule.column === undefined || rule.when.length > 0)) return say(path, 'dimension.frequency')
  if ((rule.column === undefined) === (rule.constant === undefined)) say(path, 'dimension.one_of', { where: path.join('.') })
  if (rule.constant !== undefined && (Object.keys(rule.codes).length > 0 || rule.otherwise !== 'reject')) say(path, 'dimension.codes_without_column')
  const checkCode = (at: Fault['path'], code: string) => {
    if (!isCodeOf(code, dimension, collection)) say(at, 'code.unknown', { code, dimension: dimension.id })
  }
  if (rule.constant !== undefined) checkCode([...path, 'constant'], rule.constant)
  checkWords(path, rule, checkCode, say)
  checkConditions(path, rule.when, checkCode, say)
  if (rule.otherwise !== 'reject' && !dimension.totals.includes(rule.otherwise)) say([...path, 'otherwise'], 'otherwise.not_allowed', { dimension: dimension.id, code: rule.otherwise })
}

function checkWords(path: readonly string[], rule: DimensionRule, checkCode: (at: Fault['path'], code: string) => void, say: Say): void {
  const known = new Map<string, { readonly word: string; readonly code: string }>()
  for (const [word, code] of Object.entries(rule.codes)) {
    checkCode([...path, 'codes', word], code)
    const normal = normaliseWord(word) || word.trim()
    const first = known.get(normal)
    if (first && first.code !== code) say([...path, 'codes', word], 'code.two_ways', { first: first.word, second: word })
    known.set(normal, { word, code })
  }
}

function checkConditions(path: Fault['path'], conditions: readonly When[], checkCode: (at: Fault['path'], code: string) => void, say: Say): void {
  conditions.forEach((when, i) => {
    const at = [...path, 'when', i]
    checkCode([...at, 'constant'], when.constant)
    const range = when.period ?? when
    const hasRange = range.from !== undefined || range.to !== undefined
    const asks = [when.equals !== undefined, when.in !== undefined, when.from !== undefined || when.to !== undefined].filter(Boolean).length
    const isRight = when.period ? when.column === undefined && asks === 0 && hasRange : when.column !== undefined && asks === 1
    if (!isRight) say(at, 'when.one_of')
    else if (hasRange && !agree(range.from, range.to)) say(at, 'when.bounds')
  })
}

function agree(from: Bound | undefined, to: Bound | undefined): boolean {
  if (from === undefined || to === undefined) return true
  if (typeof from === 'number' && typeof to === 'number') return from <= to
  const [first, last] = [String(from), String(to)]
  const length = Math.min(first.length, last.length)
  return first.includes('Q') === last.includes('Q') && first.slice(0, length) <= last.slice(0, length)
}

function checkMeasures(mapping: Mapping, flow: Dataflow, collection: Collection, say: Say): void {
  const { attributes, value, n_obs: nObs } = mapping
  for (const [word, meaning] of Object.entries(value.words)) {
    const isNumber = /^-?\d+(\.\d+)?$/.test(meaning)
    if (!isNumber && !MISSING_STATUSES.some((s) => s === meaning)) say(['value', 'words', word], 'value.word', { word, statuses: MISSING_STATUSES.join(', ') })
  }
  if (nObs && (nObs.column === undefined) === (nObs.constant === undefined)) say(['n_obs'], 'n_obs.one_of')
  if (!nObs && flow.nObsMandatory) say(['value'], 'n_obs.missing', { dataflow: flow.id })
  for (const attribute of ['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const) {
    const rule = attributes[attribute]
    if (!rule) continue
    const path = ['attributes', attribute]
    const checkCode = (at: Fault['path'], code: string) => checkAttribute(at, attribute, code, collection, say)
    checkCode([...path, 'constant'], rule.constant)
    checkConditions(path, rule.when, checkCode, say)
  }
}

function checkAttribute(at: Fault['path'], attribute: string, code: string, collection: Collection, say: Say): void {
  if (attribute === 'COMMENT_OBS') {
    if (code.length > 300 || /\p{Cc}/u.test(code)) say(at, 'attribute.comment')
    return
  }
  const list = collection.codelists.get(attribute) ?? collection.codelists.get(`CL_${attribute}`)
  if (code !== '' && list && !list.codes.some((c) => c.id === code)) say(at, 'attribute.unknown', { code, attribute })
}

function checkDrop(mapping: Mapping, say: Say): void {
  const used = new Set(columnsUsed(mapping).map(normaliseWord))
  mapping.drop.forEach((column, i) => {
    if (used.has(normaliseWord(column))) say(['drop', i], 'drop.used', { column })
  })
}

/** Every column of the file that a mapping reads, each once. */
export function columnsUsed(mapping: Mapping): readonly string[] {
  const rules = [...Object.values(mapping.dimensions), ...Object.values(mapping.attributes)].filter((rule) => rule !== undefined)
  const named = [
    ...periodColumns(mapping.period),
    ...rules.flatMap((rule) => ('column' in rule && rule.column !== undefined ? [rule.column] : [])),
    ...rules.flatMap((rule) => rule.when.flatMap((when) => (when.column === undefined ? [] : [when.column]))),
    mapping.value.column,
    ...(mapping.n_obs?.column === undefined ? [] : [mapping.n_obs.column]),
  ]
  return [...new Set(named)]
}
