import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { Findings } from './findings.ts'

/** A file of a collection whose shape is right: its value, and the way back from a place in it to a line. */
export type Source<T> = { readonly file: string; readonly value: T; readonly lineOf: LineOf }
export type Path = readonly PropertyKey[]
export type LineOf = (path: Path) => number

const LARGEST_FILE = 2_000_000

/** Reads one file and checks its shape. What is wrong goes to `findings`; then nothing is returned. */
export function readSource<T>(file: string, text: string, schema: z.ZodType<T>, findings: Findings): Source<T> | undefined {
  if (text.length > LARGEST_FILE) return void findings.add(file, 1, 'file.too_large', { limit: LARGEST_FILE.toLocaleString('en') })
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error', version: '1.2' })
    for (const error of document.errors) {
      const key = error.code === 'DUPLICATE_KEY' ? 'yaml.duplicate_key' : 'yaml.invalid'
      findings.add(file, lines.linePos(error.pos[0]).line, key, { reason: error.message })
    }
    if (document.errors.length > 0) return undefined
    return checkShape(file, document, schema, lineFinder(document, lines), findings)
  } catch (error) {
    // A file nested some thousand levels deep ends the parser's stack; aliases that multiply are refused by toJS.
    if (error instanceof RangeError) return void findings.add(file, 1, 'yaml.too_deep')
    if (error instanceof ReferenceError) return void findings.add(file, 1, 'yaml.alias')
    throw error
  }
}

function checkShape<T>(file: string, document: Document, schema: z.ZodType<T>, lineOf: LineOf, findings: Findings): Source<T> | undefined {
  const value: unknown = document.toJS()
  if (typeof value !== 'object' || value === null) return void findings.add(file, 1, 'yaml.not_a_map')
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return { file, value: result.data, lineOf }
  for (const issue of result.error.issues) findings.addIssue(file, issue, lineOf)
  return undefined
}

/** Where a path ends in the text, or as much of it as is there. */
const lineFinder = (document: Document, lines: LineCounter): LineOf => (path) => {
  let node = document.contents as Node | null | undefined
  let offset = node?.range?.[0] ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair && typeof step === 'number') continue // one item stands for a list of one
      if (!pair) break
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      node = node.items[Number(step)] as Node | undefined
      offset = node?.range?.[0] ?? offset
    } else break
  }
  return lines.linePos(offset).line
}
