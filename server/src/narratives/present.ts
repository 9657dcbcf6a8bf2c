import type { z } from 'zod'
import type { narratives } from '@openvrs/contract/narratives.ts'
import { codesOf } from '@openvrs/core/mapping/codes.ts'
import type { Collection, NarrativeField, Words } from '@openvrs/core/metadata/model.ts'
import { COMMON_LISTS, type Answer, type Leg, type SeriesLink } from '@openvrs/core/narrative/narrative.ts'
import { publicId } from '../http/public-id.ts'
import { presentTerms } from '../sharing/index.ts'
import type { NarrativeRow } from './released.ts'

type Listed = z.input<typeof narratives.list.response>['narratives'][number]
type Shown = z.input<typeof narratives.show.response>
type ShownField = Shown['fields'][number]
type Told = Shown['source_type']

export const presentListed = (row: NarrativeRow): Listed => ({
  narrative: publicId(row.ref_area, row.narrative_id), member: row.ref_area, kind: row.kind, dataflow: row.dataflow, freq: row.freq as Listed['freq'], period: row.time_period, version: row.version,
  language: row.language, summary: row.summary, released: row.released_at.toISOString(), ...presentTerms(row),
})

/** A narrative with the names and definitions of its codes, from the collection that it was written under. */
export function presentNarrative(row: NarrativeRow, collection: Collection, language: string): Shown {
  const { body } = row
  const kind = collection.narratives.get(row.dataflow)!
  const inWords = (words: Words): string => words[language] ?? words.en
  const told = teller(collection, inWords)
  const common = (name: keyof typeof COMMON_LISTS): Told => told({ kind: 'code', list: COMMON_LISTS[name] }, body[name])
  return {
    ...presentListed(row), kind_name: inWords(kind.name), text: body.text, source_type: common('source_type'), reliability: common('reliability'), credibility: common('credibility'),
    fields: kind.fields.flatMap((field) => (body.fields[field.id] === undefined ? [] : [presentField(field, body.fields[field.id]!, told, (links) => presentLinks(links, collection, inWords), inWords)])),
    series: presentLinks(body.series, collection, inWords), collection: row.collection, collection_version: row.collection_version,
  }
}

type Source = Pick<NarrativeField, 'kind'> & { readonly list?: string; readonly register?: 'route' | 'place' }
type Teller = (source: Source, value: string | number) => Told

/** What a value is called and means; only codes are called something else than they are. */
function teller(collection: Collection, inWords: (words: Words) => string): Teller {
  return (source, value) => {
    const codes = source.kind === 'code' ? collection.codelists.get(source.list!)?.codes : source.kind === 'register' ? collection.register.filter(({ register }) => register === source.register) : undefined
    const found: { readonly name: Words; readonly description?: Words } | undefined = codes?.find(({ id }) => id === value)
    return { value, name: found ? inWords(found.name) : null, definition: found?.description ? inWords(found.description) : null }
  }
}

function presentField(field: NarrativeField, answer: Answer, told: Teller, linked: (links: readonly SeriesLink[]) => Shown['series'], inWords: (words: Words) => string): ShownField {
  const head = { field: field.id, name: inWords(field.name), kind: field.kind, description: field.description ? inWords(field.description) : null }
  const none = { values: [], legs: [], series: [] }
  switch (field.kind) {
    case 'legs':
      return { ...head, ...none, legs: (answer as readonly Leg[]).map((leg) => presentLeg(field.fields, leg, told, inWords)) }
    case 'series':
      return { ...head, ...none, series: linked(answer as readonly SeriesLink[]) }
    case 'text': case 'code': case 'register': case 'number': case 'period':
      return { ...head, ...none, values: ([answer].flat() as (string | number)[]).map((value) => told(field, value)) }
  }
}

const presentLeg = (fields: readonly NarrativeField[], leg: Leg, told: Teller, inWords: (words: Words) => string): ShownField['legs'][number] =>
  fields.flatMap((field) => (leg[field.id] === undefined || leg[field.id] === '' ? [] : [{ field: field.id, name: inWords(field.name), values: [told(field, leg[field.id]!)] }]))

/** Links with what their codes are called; a code that a later version no longer has is said as it is. */
const presentLinks = (links: readonly SeriesLink[], collection: Collection, inWords: (words: Words) => string): Shown['series'] => links.map(({ dataflow, codes }) => {
  const flow = collection.dataflows.get(dataflow)
  const names = Object.entries(codes).map(([dimension, code]) => {
    const own = flow?.dimensions.find(({ id }) => id === dimension)
    const found = own && (dimension === 'INDICATOR' ? flow!.indicators : codesOf(own, collection)).find(({ id }) => id === code)
    return found ? inWords(found.name) : code
  })
  return { dataflow, codes: { ...codes }, names }
})
