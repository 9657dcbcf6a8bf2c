import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type Scalar, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import type { Collection } from '../metadata/model.ts'
import { fill, Problem, type Place, type ProblemValues } from '../problem.ts'
import { checkMapping } from './check.ts'
import sentences from '../i18n/faults.en.json' with { type: 'json' }
import { mappingSchema, OPEN, type Mapping } from './language.ts'

/** A table of two thousand words fits. YAML is costly to read where it is wrong on purpose, so that more is not even tried. */
const LONGEST_MAPPING = 100_000
const MOST_FAULTS = 100

type Places = Place[]
type LineOf = (path: readonly PropertyKey[]) => number

/**
 * Reads a mapping and holds it against the collection. Throws `mapping.invalid` with every fault and its line, or `mapping.open` where something
 * in it is still undecided.
 */
export function readMapping(text: string, collection: Collection): Mapping {
  const { document, lineOf } = parseYaml(text)
  const open = openPlaces(document, lineOf)
  if (open.length > 0) throw new Problem('mapping.open', { count: open.length }, open)
  const shape = mappingSchema.safeParse(document.toJS(), { reportInput: true })
  if (!shape.success) throw invalid(shape.error.issues.flatMap((issue) => shapeFault(issue, lineOf)))
  const faults = checkMapping(shape.data, collection)
  if (faults.length > 0) throw invalid(faults.map(({ path, key, values }) => place(lineOf(path), path, key, values)))
  return shape.data
}

const invalid = (places: Places): Problem => new Problem('mapping.invalid', { count: places.length }, places.slice(0, MOST_FAULTS))

const place = (line: number, path: readonly PropertyKey[], key: keyof typeof sentences, values: ProblemValues = {}): Place => {
  const where = path.map(String).join('.')
  const all = { where, ...values }
  return { path: where === '' ? `line ${line}` : `line ${line}, ${where}`, message: fill(sentences[key], all), said: { in: 'faults', key, values: all } }
}

function parseYaml(text: string): { readonly document: Document; readonly lineOf: LineOf } {
  if (text.length > LONGEST_MAPPING) throw invalid([place(1, [], 'text.too_long', { limit: LONGEST_MAPPING.toLocaleString('en') })])
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', uniqueKeys: false })
    const lineAt = (node: unknown) => lines.linePos((node as Node).range?.[0] ?? 0).line
    const faults = [...document.errors, ...document.warnings].map((error) => place(lines.linePos(error.pos[0]).line, [], 'yaml.invalid', { reason: error.message }))
    visit(document, {
      // Also as the escape "\\0", which no file needs and no database keeps.
      Scalar: (_, node) => void (String(node.value).includes('\0') && faults.push(place(lineAt(node), [], 'yaml.nul'))),
      Alias: (_, node) => void faults.push(place(lineAt(node), [], 'yaml.alias')),
      // The parser's own check compares every name with every other.
      Map: (_, node) => void faults.push(...repeated(node).map((key) => place(lineAt(key), [], 'yaml.duplicate_key'))),
    })
    if (faults.length > 0) throw invalid(faults)
    if (!isMap(document.contents)) throw invalid([place(1, [], 'yaml.not_a_map')])
    return { document, lineOf: (path) => lines.linePos(offsetOf(document.contents as Node, path)).line }
  } catch (error) {
    // Some thousand levels of nesting end the parser's stack.
    if (error instanceof RangeError) throw invalid([place(1, [], 'yaml.too_deep')])
    throw error
  }
}

function repeated(map: YAMLMap): unknown[] {
  const names = new Set<string>()
  return map.items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : ''
    const isRepeated = names.has(name)
    names.add(name)
    return isRepeated ? [key] : []
  })
}

/** Where a path stands in the text, or as much of it as is there. */
function offsetOf(root: Node, path: readonly PropertyKey[]): number {
  let node: Node | null | undefined = root
  let offset = root.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      offset = (pair.key as Scalar).range?.[0] ?? offset
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      node = node.items[Number(step)] as Node | undefined
      offset = node?.range?.[0] ?? offset
    } else break
  }
  return offset
}

/** Every value that is still `?`. A national word `?` may well be a key. */
function openPlaces(document: Document, lineOf: LineOf): Places {
  const found: Places = []
  visit(document, {
    Scalar(key, node, parents) {
      if (key === 'key' || node.value !== OPEN) return
      const path = parents.flatMap((parent, i) => pathStep(parent, parents[i + 1] ?? node))
      found.push(place(lineOf(path), path, 'open'))
    },
  })
  return found
}

function pathStep(parent: unknown, child: unknown): (string | number)[] {
  if (isPair(parent)) return isScalar(parent.key) ? [String(parent.key.value)] : []
  return isSeq(parent) ? [parent.items.indexOf(child)] : []
}

const choicesOf = (values: readonly unknown[]): string => values.map((value) => `\`${String(value)}\``).join(', ')

function shapeFault(issue: z.core.$ZodIssue, lineOf: LineOf): Places {
  const at = (path: readonly PropertyKey[], key: keyof typeof sentences, values: ProblemValues = {}) => place(lineOf(path), path, key, values)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_FAULTS).map((key) => at([...issue.path, key], 'shape.unknown'))
    case 'invalid_value':
      return [at(issue.path, 'shape.choice', { choices: choicesOf(issue.values) })]
    case 'invalid_union':
      return ['options' in issue && Array.isArray(issue.options) ? at(issue.path, 'shape.choice', { choices: choicesOf(issue.options) }) : at(issue.path, 'shape.invalid', { reason: issue.message })]
    case 'invalid_type':
      if (issue.input === undefined) return [at(issue.path, 'shape.missing')]
      return [at(issue.path, 'shape.invalid', { reason: issue.message })]
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [at(issue.path, 'shape.invalid', { reason: issue.message })]
  }
}
