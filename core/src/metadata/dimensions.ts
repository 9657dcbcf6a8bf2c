import type { Findings } from './findings.ts'
import { OTHER, TOTAL, UNKNOWN, type CodeList, type Dimension, type Representation } from './model.ts'
import type { ConceptsFile, DataflowFile } from './schema.ts'
import type { Source } from './source.ts'
import type { Translations } from './translations.ts'

/** The dimensions that every dataflow has: the first four before its own, the period after them. */
export const LEADING_DIMENSIONS = ['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE'] as const
export const PERIOD_DIMENSION = 'TIME_PERIOD'
const COMMON: readonly string[] = [...LEADING_DIMENSIONS, PERIOD_DIMENSION]

/** Columns of the table of figures and of SDMX-CSV that a dimension's column would collide with. */
const RESERVED = new Set(
  ['RELEASE_ID', 'SIGNATURE', 'OBS_VALUE', 'OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS', 'N_OBS', 'LEVEL', 'SHARE_GROUP', 'EMBARGO_UNTIL']
    .concat(['STRUCTURE', 'STRUCTURE_ID', 'STRUCTURE_NAME', 'ACTION', 'DATAFLOW', 'VALUE']),
)
/** A key of PostgreSQL has at most 32 columns, of which the common dimensions and the release take six. */
const MOST_OWN = 26

/** The list that holds the indicators of a dataflow as codes. */
export const indicatorList = (dataflow: string): string => `CL_INDICATOR_${dataflow}`

export type Concepts = Source<ConceptsFile>
type Concept = ConceptsFile[string]
type Use = DataflowFile['dimensions'][number]

/** Checks each concept for itself, whether a dataflow uses it or not. */
export function checkConcepts(concepts: Concepts, lists: ReadonlyMap<string, CodeList>, findings: Findings): void {
  for (const id of COMMON) if (!concepts.value[id]) findings.add(concepts.file, 1, 'concept.unknown', { dimension: id })
  for (const [id, concept] of Object.entries(concepts.value)) {
    const said = [concept.codelist, concept.register, concept.pattern].filter((s) => s !== undefined).length
    const isFixed = id === 'FREQ' || id === 'INDICATOR' || id === PERIOD_DIMENSION
    if (isFixed && said > 0) findings.at(concepts, [id], 'concept.fixed', { where: id, dimension: id })
    if (!isFixed && said !== 1) findings.at(concepts, [id], 'concept.source', { where: id })
    if (concept.codelist !== undefined && !lists.has(concept.codelist)) findings.unknown(concepts, [id, 'codelist'], { list: concept.codelist })
    if (RESERVED.has(id)) findings.at(concepts, [id], 'dimension.reserved', { dimension: id })
  }
}

/** The dimensions of a dataflow in the order of its structure. */
export function buildDimensions(source: Source<DataflowFile>, concepts: Concepts, words: Translations, findings: Findings): readonly Dimension[] {
  checkUses(source, concepts, findings)
  const common = (id: string): Use => ({ id, role: 'key' })
  const uses = [...LEADING_DIMENSIONS.map(common), ...source.value.dimensions, common(PERIOD_DIMENSION)]
  return uses.flatMap((use) => {
    const concept = concepts.value[use.id]
    return concept ? [dimensionOf(source.value.id, use, concept, words)] : []
  })
}

function checkUses(source: Source<DataflowFile>, concepts: Concepts, findings: Findings): void {
  const dataflow = source.value.id
  const seen = new Set<string>()
  source.value.dimensions.forEach((use, i) => {
    const place = ['dimensions', i]
    if (COMMON.includes(use.id)) findings.at(source, place, 'dimension.common', { dimension: use.id })
    else if (seen.has(use.id)) findings.at(source, place, 'dimension.twice', { dimension: use.id, dataflow })
    else if (!concepts.value[use.id]) findings.at(source, place, 'concept.unknown', { dimension: use.id })
    else if (use.role === 'optional' && !totalsOf(use, concepts.value[use.id]!).includes(TOTAL)) findings.at(source, place, 'dimension.total', { dimension: use.id, dataflow })
    seen.add(use.id)
  })
  const count = source.value.dimensions.length
  if (count > MOST_OWN) findings.at(source, ['dimensions'], 'dimension.many', { dataflow, count, limit: MOST_OWN })
}

/** Every optional breakdown takes a total, unknown and other, where neither use nor concept says less; a key takes only what its use says. */
const totalsOf = (use: Use, concept: Concept): Dimension['totals'] =>
  use.totals ?? (use.role === 'key' ? [] : (concept.totals ?? [TOTAL, UNKNOWN, OTHER]))

function dimensionOf(dataflow: string, use: Use, concept: Concept, words: Translations): Dimension {
  const inherited = words.described(`concepts.${use.id}`, concept)
  const place = `dataflows.${dataflow}.dimensions.${use.id}`
  const own = words.described(place, { name: use.name ?? inherited.name, description: use.description ?? inherited.description })
  return { id: use.id, ...own, representation: representationOf(dataflow, use.id, concept), role: use.role, totals: totalsOf(use, concept) }
}

function representationOf(dataflow: string, id: string, concept: Concept): Representation {
  if (id === 'FREQ') return { kind: 'frequency' }
  if (id === PERIOD_DIMENSION) return { kind: 'period' }
  if (id === 'INDICATOR') return { kind: 'codelist', list: indicatorList(dataflow) }
  if (concept.register) return { kind: 'register', register: concept.register }
  if (concept.pattern) return { kind: 'pattern', pattern: concept.pattern }
  return { kind: 'codelist', list: concept.codelist ?? '' }
}
