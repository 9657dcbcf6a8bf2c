import { cycleText, findCycles } from './cycles.ts'
import type { Findings } from './findings.ts'
import type { CodeList, RegisterEntry } from './model.ts'
import type { RegisterFile } from './schema.ts'
import type { Source } from './source.ts'
import type { Translations } from './translations.ts'

/** The routes and places that a collection brings along; afterwards the secretariat keeps them. */
export function buildRegister(
  sources: readonly Source<RegisterFile>[], areas: CodeList | undefined, words: Translations, findings: Findings,
): readonly RegisterEntry[] {
  const entries = new Map<string, { readonly entry: RegisterEntry; readonly source: Source<RegisterFile> }>()
  for (const source of sources) {
    const { register } = source.value
    for (const [id, { name, ...rest }] of Object.entries(source.value.entries)) {
      const key = `${register}.${id}`
      if (entries.has(key)) findings.at(source, ['entries', id], 'register.twice', { id })
      else entries.set(key, { entry: { register, id, name: words.nameOf(`register.${key}`, name), ...rest }, source })
    }
  }
  checkEntries(entries, areas, findings)
  return [...entries.values()].map(({ entry }) => entry)
}

function checkEntries(
  entries: ReadonlyMap<string, { readonly entry: RegisterEntry; readonly source: Source<RegisterFile> }>, areas: CodeList | undefined, findings: Findings,
): void {
  const known = new Set(areas?.codes.map((c) => c.id))
  for (const { entry: { register, id, area, successors }, source } of entries.values()) {
    if (area !== undefined && areas && !known.has(area)) findings.at(source, ['entries', id, 'area'], 'register.area', { id, area })
    successors.forEach((successor, i) => {
      if (!entries.has(`${register}.${successor}`)) findings.at(source, ['entries', id, 'successors', i], 'register.successor', { id, successor })
    })
  }
  const graph = new Map([...entries].map(([key, { entry }]) => [key, entry.successors.map((s) => `${entry.register}.${s}`)]))
  for (const cycle of findCycles(graph)) {
    const { entry, source } = entries.get(cycle[0]!)!
    const ids = cycle.map((key) => key.slice(key.indexOf('.') + 1))
    findings.at(source, ['entries', entry.id, 'successors'], 'register.cycle', { cycle: cycleText(ids) })
  }
}
