import { buildCodelists } from './codelists.ts'
import { buildDataflow, indicatorCodes } from './dataflows.ts'
import { checkConcepts } from './dimensions.ts'
import { ruleFaults } from '../rules/faults.ts'
import { buildNarrative } from './narratives.ts'
import { Findings, type CollectionFinding } from './findings.ts'
import type { Collection, CodeList, Rule } from './model.ts'
import { buildRegister } from './register.ts'
import * as shapes from './schema.ts'
import { readSource, type Source } from './source.ts'
import { Translations } from './translations.ts'

export type { CollectionFinding } from './findings.ts'
export type ReadCollection = { readonly collection?: Collection; readonly findings: readonly CollectionFinding[] }

type Sources = {
  readonly collection: Source<shapes.CollectionFile> | undefined
  readonly concepts: Source<shapes.ConceptsFile> | undefined
  readonly codelists: ReadonlyMap<string, Source<shapes.CodelistFile>>
  readonly dataflows: ReadonlyMap<string, Source<shapes.DataflowFile>>
  readonly narratives: ReadonlyMap<string, Source<shapes.NarrativeFile>>
  readonly register: readonly Source<shapes.RegisterFile>[]
  readonly rules: readonly Source<shapes.RuleFile>[]
  readonly i18n: readonly Source<shapes.TranslationFile>[]
}

/**
 * Reads a collection from the texts of its files (path inside the folder, separated by `/`, to content) and checks it
 * whole. All findings come at once, each with file and line; the collection only where none of them is an error.
 */
export function readCollection(files: ReadonlyMap<string, string>): ReadCollection {
  const findings = new Findings()
  const sources = readSources(files, findings)
  const collection = build(sources, findings)
  return findings.hasErrors() || !collection ? { findings: findings.sorted() } : { collection, findings: findings.sorted() }
}

const PLACES = /^(?:collection|concepts|(?:codelists|dataflows|narratives|register|rules)\/[A-Za-z0-9_-]+|i18n\/[A-Za-z-]+\/[A-Za-z0-9_-]+)\.yaml$/
const isIgnored = (path: string): boolean => path === 'README.md' || path.startsWith('forms/')

function readSources(files: ReadonlyMap<string, string>, findings: Findings): Sources {
  const paths = [...files.keys()].toSorted()
  for (const path of paths) {
    if (!PLACES.test(path) && !isIgnored(path)) findings.add(path, 1, 'file.unexpected')
    if (files.get(path)!.includes('\0')) findings.add(path, 1, 'file.nul')
  }
  const one = <T>(path: string, schema: Parameters<typeof readSource<T>>[2]) => {
    const text = files.get(path)
    return text === undefined ? void findings.add(path, 1, 'file.missing', { name: path }) : readSource(path, text, schema, findings)
  }
  const many = <T>(folder: string, schema: Parameters<typeof readSource<T>>[2]) =>
    paths.filter((p) => p.startsWith(`${folder}/`) && PLACES.test(p)).flatMap((path) => readSource(path, files.get(path)!, schema, findings) ?? [])
  return {
    collection: one('collection.yaml', shapes.collectionFile),
    concepts: one('concepts.yaml', shapes.conceptsFile),
    codelists: byId(many('codelists', shapes.codelistFile), findings),
    dataflows: byId(many('dataflows', shapes.dataflowFile), findings),
    narratives: byId(many('narratives', shapes.narrativeFile), findings),
    register: many('register', shapes.registerFile),
    rules: many('rules', shapes.ruleFile),
    i18n: many('i18n', shapes.translationFile),
  }
}

/** A list, a dataflow or a kind of narratives is found by its file's name, so the two must agree. */
function byId<T extends { readonly id: string }>(sources: readonly Source<T>[], findings: Findings): Map<string, Source<T>> {
  for (const source of sources) {
    const name = source.file.replace(/^.*\//, '').replace(/\.yaml$/, '')
    if (name !== source.value.id) findings.at(source, ['id'], 'file.id', { id: source.value.id, name })
  }
  return new Map(sources.map((source) => [source.value.id, source]))
}

function build(sources: Sources, findings: Findings): Collection | undefined {
  const words = new Translations(sources.i18n)
  const isWhole = !findings.hasErrors() // a translation of what could not be read is no finding
  const codelists = buildCodelists(sources.codelists, words, findings)
  const { collection: head, concepts } = sources
  if (!head || !concepts) return undefined
  checkConcepts(concepts, codelists, findings)
  const parts = { concepts, lists: codelists, reciprocity: head.value.reciprocity, words }
  const dataflows = new Map([...sources.dataflows].map(([id, source]) => [id, buildDataflow(source, parts, findings)]))
  const narratives = new Map([...sources.narratives].map(([id, source]) => [id, buildNarrative(source, { ...parts, dataflows }, findings)]))
  for (const flow of dataflows.values()) codelists.set(`CL_INDICATOR_${flow.id}`, indicatorCodes(flow))
  const areas = codelists.get(concepts.value['REF_AREA']?.codelist ?? '')
  const register = buildRegister(sources.register, areas, words, findings)
  const rules = buildRules(sources, words, findings)
  const organisations = organisationCodes(head, codelists, findings)
  const { id, version, agency } = head.value
  const about = { name: words.textOf('collection.name', head.value.name), description: words.textOf('collection.description', head.value.description) }
  if (isWhole) words.reportUnused(findings)
  return { id, version, agency, ...about, codelists, dataflows, narratives, register, rules, organisations }
}

function organisationCodes(head: Source<shapes.CollectionFile>, lists: ReadonlyMap<string, CodeList>, findings: Findings): Collection['organisations'] {
  const list = lists.get(head.value.organisations)
  if (!list) findings.unknown(head, ['organisations'], { list: head.value.organisations })
  return list?.codes ?? []
}

function buildRules(sources: Sources, words: Translations, findings: Findings): readonly Rule[] {
  const files = new Map<string, string>()
  return sources.rules.flatMap((source) =>
    source.value.map((rule, i) => {
      const { id } = rule
      const other = files.get(id)
      if (other !== undefined) findings.at(source, [i, 'id'], 'rule.twice', { id, file: other })
      files.set(id, source.file)
      for (const fault of ruleFaults(rule)) findings.at(source, [i, ...fault.path], fault.key, { id, kind: rule.kind, where: fault.path.map(String).join('.') })
      rule.dataflows?.forEach((dataflow, j) => {
        if (!sources.dataflows.has(dataflow)) findings.unknown(source, [i, 'dataflows', j], { id, dataflow })
      })
      return { ...rule, message: words.textOf(`rules.${id}.message`, rule.message), reason: words.textOf(`rules.${id}.reason`, rule.reason) }
    }),
  )
}
