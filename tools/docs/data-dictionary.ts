import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import { ownDimensions } from '@openvrs/core/metadata/evolution.ts'
import { areasOf, type Additivity, type CodeList, type Collection, type Dataflow, type Dimension, type Indicator, type NarrativeField, type NarrativeKind } from '@openvrs/core/metadata/model.ts'
import { code, pageOf, tableOf } from './markdown.ts'
import words from './data-dictionary.en.json' with { type: 'json' }

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Of longer lists (areas, currencies) only the codes that need a description are shown. */
const LONGEST_LIST = 100

/** `docs/data-dictionary.md`: what may be reported in the collection that comes with the software. */
export function dataDictionaryPage(): string {
  const collection = readOwnCollection('vrs-msrc')
  const lists = [...collection.codelists.values()].filter((list) => !list.id.startsWith('CL_INDICATOR_')).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return pageOf([
    ...words.intro, `${code(collection.id)} ${collection.version}: ${collection.description.en}`,
    words.dataflows, words.common, tableOf(words.dimension, commonDimensions(collection).map(dimensionRow)),
    ...[...collection.dataflows.values()].flatMap((flow) => dataflowOf(flow)),
    words.narratives, ...[...collection.narratives.values()].flatMap(narrativeOf),
    words.rules, tableOf(words.rule, collection.rules.map((rule) => [code(rule.id), rule.severity, (rule.dataflows ?? [words.all]).join(', '), rule.message.en, rule.reason.en])),
    words.lists, ...lists.flatMap(listOf),
    words.register, tableOf(words.entry, registerOf(collection)),
  ])
}

export function readOwnCollection(id: string): Collection {
  const folder = join(root, 'collections', id)
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).toSorted()
  const { collection, findings } = readCollection(new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')])))
  if (!collection) throw new Error(findings.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
  return collection
}

function dataflowOf(flow: Dataflow): readonly string[] {
  const { months, within, years } = flow.reciprocity
  return [
    `### ${code(flow.id)}: ${flow.name.en}`,
    flow.description.en,
    `${words.frequencies} ${flow.frequencies.map(code).join(', ')}. ${words.reciprocity.replace('{rule}', flow.frequencies.every((freq) => freq === 'A') ? `one of the last ${years} years` : `${months} of the last ${within} months`)}${flow.nObsMandatory ? ` ${words.observations}` : ''}`,
    tableOf(words.dimension, ownDimensions(flow).map(dimensionRow)),
    tableOf(words.indicator, flow.indicators.map(indicatorRow)),
  ]
}

function narrativeOf(kind: NarrativeKind): readonly string[] {
  return [
    `### ${code(kind.id)}: ${kind.name.en}`, kind.description.en, `${words.reciprocity.replace('{rule}', `${kind.reciprocity.months} of the last ${kind.reciprocity.within} months`)}${kind.neverPublic ? ` ${words.neverPublic}` : ''}`,
    tableOf(words.field, kind.fields.flatMap((field) => [fieldRow(field, ''), ...(field.kind === 'legs' ? field.fields.map((one) => fieldRow(one, `${field.id}.`)) : [])])),
  ]
}

const fieldRow = (field: NarrativeField, within: string): readonly string[] => [
  code(within + field.id), field.required ? words.yes : '', answerOf(field), [field.name.en, field.description?.en ?? ''].filter(Boolean).join('. '),
]

function answerOf(field: NarrativeField): string {
  switch (field.kind) {
    case 'code':
      return `[${field.list}](#${field.list.toLowerCase()})${field.many ? ` ${words.several}` : ''}`
    case 'register':
      return `${words.registers[field.register]}${field.many ? ` ${words.several}` : ''}`
    case 'text':
      return words.text.replace('{most}', String(field.most))
    case 'number': case 'period': case 'series': case 'legs':
      return words.answers[field.kind]
  }
}

const commonDimensions = (collection: Collection): readonly Dimension[] => {
  const flow = [...collection.dataflows.values()][0]!
  return flow.dimensions.filter((dimension) => !ownDimensions(flow).includes(dimension))
}

const dimensionRow = (dimension: Dimension): readonly string[] =>
  [code(dimension.id), dimension.role, sourceOf(dimension), dimension.totals.map(code).join(' '), dimension.description?.en ?? dimension.name.en]

function sourceOf({ id, representation }: Dimension): string {
  switch (representation.kind) {
    case 'codelist':
      return id === 'INDICATOR' ? words.below : `[${representation.list}](#${representation.list.toLowerCase()})`
    case 'register':
      return words.registers[representation.register]
    case 'pattern':
      return words.number
    case 'period':
      return words.period
    case 'frequency':
      return '[CL_FREQ](#cl_freq)'
  }
}

const indicatorRow = (indicator: Indicator): readonly string[] => [
  code(indicator.id), indicator.parent ? code(indicator.parent) : '', indicator.units.map(code).join(' '), indicator.measure,
  [additivityOf(indicator.additivity), ...Object.entries(indicator.perUnit ?? {}).map(([unit, additivity]) => `${code(unit)}: ${additivityOf(additivity)}`)].join('; '),
  [indicator.name.en, indicator.description?.en ?? ''].filter(Boolean).join('. '),
]

function additivityOf(additivity: Additivity): string {
  switch (additivity.over) {
    case 'all':
      return words.over_all
    case 'none':
      return words.over_none
    case 'all_but':
      return `${words.over_but} ${additivity.dimensions.map(code).join(', ')}`
  }
}

function listOf(list: CodeList): readonly string[] {
  const about = [list.description?.en ?? '', list.exclusive ? '' : words.overlapping].filter(Boolean).join(' ')
  const isLong = list.codes.length > LONGEST_LIST
  const shown = isLong ? list.codes.filter(({ description }) => description) : list.codes
  const counted = isLong ? words.counted.replace('{count}', String(list.codes.length)) : ''
  const codes = shown.length > 0 ? tableOf(words.code, shown.map((one) => [code(one.id), one.parent ? code(one.parent) : '', one.name.en, [one.description?.en ?? '', areasOf(one).join(' ')].filter(Boolean).join(' ')])) : ''
  return [`### ${list.id}`, `**${list.name.en}.** ${about} ${counted}`.trim(), codes]
}

const registerOf = ({ register }: Collection): readonly (readonly string[])[] =>
  register.map(({ register: kind, id, name, kind: sort, area }) => [kind, code(id), name.en, sort, area ?? ''])
