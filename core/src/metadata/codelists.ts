import { cycleText, findCycles } from './cycles.ts'
import type { Findings } from './findings.ts'
import { areasOf, OTHER, REST, TOTAL, UNKNOWN, type Code, type CodeList } from './model.ts'
import type { CodelistFile } from './schema.ts'
import type { Source } from './source.ts'
import type { Translations } from './translations.ts'

type Sources = ReadonlyMap<string, Source<CodelistFile>>

/** Code lists by id, each with the codes of the lists that it extends first. */
export function buildCodelists(sources: Sources, words: Translations, findings: Findings): Map<string, CodeList> {
  reportExtensionCycles(sources, findings)
  const own = new Map([...sources].map(([id, source]) => [id, ownCodes(source, words)]))
  const lists = new Map<string, CodeList>()
  for (const [id, source] of sources) {
    const codes = [...inheritedCodes(id, sources, own, findings), ...own.get(id)!]
    checkCodes(source, codes, findings)
    checkAreas(source, own, findings)
    lists.set(id, { id, ...words.described(`codelists.${id}`, source.value), exclusive: source.value.exclusive, codes })
  }
  return lists
}

const ownCodes = (source: Source<CodelistFile>, words: Translations): readonly Code[] =>
  Object.entries(source.value.codes).map(([id, { name, description, ...rest }]) => ({
    id,
    ...words.described(`codelists.${source.value.id}.codes.${id}`, { name, description }),
    ...rest,
  }))

function reportExtensionCycles(sources: Sources, findings: Findings): void {
  for (const cycle of findCycles(new Map([...sources].map(([id, s]) => [id, s.value.extends])))) {
    findings.at(sources.get(cycle[0]!)!, ['extends'], 'list.cycle', { cycle: cycleText(cycle) })
  }
}

/** Codes of the lists that this one extends, near and far, each list once. */
function inheritedCodes(id: string, sources: Sources, own: ReadonlyMap<string, readonly Code[]>, findings: Findings): readonly Code[] {
  const source = sources.get(id)!
  const seen = new Set([id])
  const codes: Code[] = []
  const take = (extended: readonly string[], isDirect: boolean) => {
    extended.forEach((list, i) => {
      if (seen.has(list)) return
      seen.add(list)
      const next = sources.get(list)
      if (!next) return void (isDirect && findings.unknown(source, ['extends', i], { list }))
      take(next.value.extends, false)
      for (const code of own.get(list)!) codes.push(code)
    })
  }
  take(source.value.extends, true)
  const twice = codes.find((code) => Object.hasOwn(source.value.codes, code.id))
  if (twice) findings.at(source, ['codes', twice.id], 'code.twice', { code: twice.id, list: source.value.extends.join(', ') })
  return codes
}

function checkCodes(source: Source<CodelistFile>, codes: readonly Code[], findings: Findings): void {
  const known = new Set(codes.map((c) => c.id))
  const isOwn = (id: string) => Object.hasOwn(source.value.codes, id)
  for (const { id, parent } of codes) {
    if (!isOwn(id)) continue
    if (id === TOTAL || id === UNKNOWN || id === OTHER || id === REST) findings.at(source, ['codes', id], 'code.reserved', { code: id })
    if (parent !== undefined && !known.has(parent)) findings.at(source, ['codes', id, 'parent'], 'code.parent', { code: id, parent })
  }
  for (const cycle of findCycles(new Map(codes.map((c) => [c.id, c.parent === undefined ? [] : [c.parent]])))) {
    if (isOwn(cycle[0]!)) findings.at(source, ['codes', cycle[0]!, 'parent'], 'code.cycle', { cycle: cycleText(cycle) })
  }
}

/** A region that names an area of no list would silently hold less than it says; one of a list in which others name none is no region. */
function checkAreas(source: Source<CodelistFile>, own: ReadonlyMap<string, readonly Code[]>, findings: Findings): void {
  const codes = own.get(source.value.id)!
  const known = new Set([...own.values()].flatMap((list) => list.map(({ id }) => id)))
  for (const code of codes) {
    const unknown = areasOf(code).find((area) => !known.has(area))
    if (unknown !== undefined) findings.at(source, ['codes', code.id], 'code.area', { code: code.id, area: unknown })
    if (areasOf(code).length === 0 && codes.some((other) => areasOf(other).length > 0)) findings.at(source, ['codes', code.id], 'code.areas', { code: code.id })
  }
}
