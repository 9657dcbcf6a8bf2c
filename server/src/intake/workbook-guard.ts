import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS, megabytes } from './limits.ts'
import { listEntries, unpack, type ZipEntry } from './zip.ts'

/** What the guard found out about a workbook that may be read. */
export type Inspected = {
  /** By part (`xl/worksheets/sheet1.xml`): the cell of its first formula. */
  readonly formulas: ReadonlyMap<string, string>
}

/**
 * Unpacks a whole workbook once, keeping nothing, before a reader sees it: sizes are held to their limits, and XML with a document type,
 * entities or references to the outside is refused (security.md 14 and 15). Throws `intake.bomb`, `intake.xml_forbidden`, `intake.not_workbook`.
 */
export async function inspectWorkbook(archive: Buffer): Promise<Inspected> {
  const entries = listEntries(archive)
  checkSizes(entries)
  const formulas = new Map<string, string>()
  for (const entry of entries) {
    if (!/\.(xml|rels|vml)$/i.test(entry.name)) continue
    if (/^xl\/externalLinks\//i.test(entry.name)) throw forbidden(entry, 'links to another workbook')
    const scan = new XmlScan(entry)
    for await (const piece of unpack(archive, entry)) scan.add(piece)
    if (scan.formula !== undefined) formulas.set(entry.name, scan.formula)
  }
  return { formulas }
}

function checkSizes(entries: readonly ZipEntry[]): void {
  const { workbook } = LIMITS
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  if (total > workbook.inflated) throw new Problem('intake.bomb', { what: `more than ${megabytes(workbook.inflated)}` })
  for (const entry of entries) {
    const limit = limitOf(entry.name)
    if (entry.unpacked > limit) throw new Problem('intake.bomb', { what: `the part ${entry.name} is larger than ${megabytes(limit)}` })
  }
}

function limitOf(name: string): number {
  const { workbook } = LIMITS
  if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) return workbook.inflated
  if (/sharedStrings\.xml$/i.test(name)) return workbook.sharedStrings
  // Pictures and the like are never unpacked.
  return /\.(xml|rels|vml)$/i.test(name) ? workbook.smallPart : Infinity
}

const forbidden = (entry: ZipEntry, what: string): Problem => new Problem('intake.xml_forbidden', { part: entry.name, what })

/** Longer than any mark that is searched for, with the tag of the cell that a formula stands in. */
const OVERLAP = 4096

/** Searches one part for what is refused, piece by piece, with an overlap so that nothing hides between two pieces. */
class XmlScan {
  formula: string | undefined
  private readonly entry: ZipEntry
  private held: Buffer = Buffer.alloc(0)
  private prefix: string | undefined
  private isPastCells = false

  constructor(entry: ZipEntry) {
    this.entry = entry
  }

  add(piece: Buffer): void {
    if (piece.includes(0)) throw forbidden(this.entry, 'another encoding than UTF-8')
    const text = this.held.length === 0 ? piece : Buffer.concat([this.held, piece])
    this.checkDeclarations(text)
    if (this.entry.name.endsWith('.rels')) this.checkTargets(text)
    if (this.formula === undefined && !this.isPastCells) this.findFormula(text)
    this.held = text.subarray(Math.max(0, text.length - OVERLAP))
  }

  private checkDeclarations(text: Buffer): void {
    for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at + 2)) {
      const word = text.toString('latin1', at + 2, at + 9).toLowerCase()
      if (word === 'doctype') throw forbidden(this.entry, 'a document type')
      if (word.startsWith('entity')) throw forbidden(this.entry, 'entities')
    }
  }

  /** A hyperlink that a person may follow is no reference that a reader follows; everything else outside is refused. */
  private checkTargets(text: Buffer): void {
    for (const tag of text.toString('latin1').split('<').filter((t) => t.includes('TargetMode'))) {
      if (/TargetMode\s*=\s*["']External/i.test(tag) && !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(tag)) throw forbidden(this.entry, 'a reference to another place')
    }
  }

  private findFormula(text: Buffer): void {
    if (this.prefix === undefined) {
      const at = text.indexOf('sheetData')
      if (at < 0) return
      const tag = text.toString('latin1', Math.max(0, at - 40), at)
      this.prefix = tag.slice(tag.lastIndexOf('<') + 1).replace('/', '')
    }
    const end = text.indexOf(`</${this.prefix}sheetData`)
    for (let at = text.indexOf(`<${this.prefix}f`); at >= 0 && (end < 0 || at < end); at = text.indexOf(`<${this.prefix}f`, at + 1)) {
      if (!FOLLOWS_NAME.has(text[at + this.prefix.length + 2] ?? 0)) continue
      this.formula = cellBefore(text, at, this.prefix)
      return
    }
    this.isPastCells = end >= 0
  }
}

/** What may come after the name of a tag: `>`, `/`, white space. */
const FOLLOWS_NAME: ReadonlySet<number> = new Set([0x3e, 0x2f, 0x20, 0x09, 0x0a, 0x0d])

function cellBefore(text: Buffer, formula: number, prefix: string): string {
  const cell = text.lastIndexOf(`<${prefix}c `, formula)
  const tag = cell < 0 ? '' : text.toString('latin1', cell, Math.min(formula, cell + 200))
  return /\br="([A-Z]{1,3}[0-9]{1,7})"/.exec(tag)?.[1] ?? '?'
}
