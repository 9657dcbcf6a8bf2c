import { COMMON_LISTS } from '../narrative/narrative.ts'
import type { Findings } from './findings.ts'
import type { CodeList, Dataflow, NarrativeField, NarrativeKind } from './model.ts'
import type { CollectionFile, NarrativeFile } from './schema.ts'
import type { Path, Source } from './source.ts'
import type { Translations } from './translations.ts'

type Parts = { readonly lists: ReadonlyMap<string, CodeList>; readonly dataflows: ReadonlyMap<string, Dataflow>; readonly reciprocity: CollectionFile['reciprocity']; readonly words: Translations }
type Fields = NarrativeFile['fields']

/** A kind of narratives from its file, checked against the lists that it names. */
export function buildNarrative(source: Source<NarrativeFile>, parts: Parts, findings: Findings): NarrativeKind {
  const { id, kind, frequencies, neverPublic, reciprocity = parts.reciprocity, name, description } = source.value
  if (parts.dataflows.has(id)) findings.at(source, ['id'], 'narrative.dataflow', { id })
  for (const list of Object.values(COMMON_LISTS)) if (!parts.lists.has(list)) findings.unknown(source, ['id'], { list })
  checkFields(source, ['fields'], source.value.fields, parts.lists, findings)
  const place = `narratives.${id}`
  return {
    id, kind, name: parts.words.nameOf(place, name), description: parts.words.textOf(`${place}.description`, description), frequencies, neverPublic, reciprocity,
    fields: buildFields(`${place}.fields`, source.value.fields, parts.words),
  }
}

const buildFields = (place: string, fields: Fields, words: Translations): readonly NarrativeField[] =>
  Object.entries(fields).map(([id, { name, description, ...rest }]): NarrativeField => {
    const here = `${place}.${id}`
    const own = { id, ...words.described(here, { name, description }) }
    return rest.kind === 'legs' ? { ...rest, ...own, fields: buildFields(`${here}.fields`, rest.fields, words) } : { ...rest, ...own }
  })

function checkFields(source: Source<NarrativeFile>, path: Path, fields: Fields, lists: ReadonlyMap<string, CodeList>, findings: Findings): void {
  for (const [id, field] of Object.entries(fields)) {
    const here = [...path, id]
    if (field.kind === 'code' && !lists.has(field.list)) findings.unknown(source, [...here, 'list'], { list: field.list })
    if (field.notBelow !== undefined) checkBound(source, here, fields, id, findings)
    if (field.kind !== 'legs') continue
    checkFields(source, [...here, 'fields'], field.fields, lists, findings)
    const [from, to] = [field.fields[field.from], field.fields[field.to]]
    if (!from || !to || !from.required || !to.required || sourceOf(from) === undefined || sourceOf(from) !== sourceOf(to)) findings.at(source, here, 'narrative.legs', { where: here.map(String).join('.') })
  }
}

function checkBound(source: Source<NarrativeFile>, here: Path, fields: Fields, id: string, findings: Findings): void {
  const field = fields[id]!
  const bound = fields[field.notBelow!]
  const where = [...here, 'notBelow'].map(String).join('.')
  if (!bound) findings.at(source, [...here, 'notBelow'], 'narrative.field', { where, field: field.notBelow! })
  else if ((field.kind !== 'number' && field.kind !== 'period') || bound.kind !== field.kind) findings.at(source, [...here, 'notBelow'], 'narrative.bound', { where })
}

/** Where the one code of a field comes from; undefined where it names none, or several. */
const sourceOf = (field: Fields[string]): string | undefined =>
  field.kind === 'code' && !field.many ? field.list : field.kind === 'register' && !field.many ? field.register : undefined
