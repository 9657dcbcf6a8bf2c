import { useQuery } from '@tanstack/react-query'
import type { CodeList, Collection, NarrativeField, NarrativeKind, Words } from '@openvrs/core/metadata/model.ts'
import { read } from '../../api/queries.ts'
import type { CodeOption } from '../../ui/code-search.ts'

/** What a form of narratives needs: the kinds with their fields, and the lists of the collection with those that only they name. */
export type Lists = {
  readonly kind: NarrativeKind
  readonly collection: Collection
  readonly nameOf: (words: Words) => string
  readonly options: (source: CodeSource) => readonly CodeOption[]
  readonly name: (source: CodeSource, code: string) => string
}
export type CodeSource = { readonly kind: 'code'; readonly list: string } | { readonly kind: 'register'; readonly register: 'route' | 'place' }

/** The kind of a section, of the version of the collection that its report is bound to. */
export function useKinds(collection: Collection, language: string) {
  return useQuery({ ...read('collections', 'narratives', { params: { collection: collection.id }, query: { version: collection.version, language } }), staleTime: Infinity })
}

export function listsOf(collection: Collection, kind: NarrativeKind, lists: readonly CodeList[], nameOf: Lists['nameOf']): Lists {
  const own = new Map(lists.map((list) => [list.id, list]))
  const codes = (source: CodeSource) => (source.kind === 'code' ? (own.get(source.list) ?? collection.codelists.get(source.list))?.codes ?? [] : collection.register.filter((entry) => entry.register === source.register))
  const known = new Map<string, readonly CodeOption[]>()
  const options = (source: CodeSource): readonly CodeOption[] => {
    const key = JSON.stringify(source)
    const there = known.get(key) ?? codes(source).filter((code) => !('retired' in code && code.retired === true)).map((code) => ({ id: code.id, name: nameOf(code.name), ...(nameOf(code.name) === code.name.en ? {} : { also: [code.name.en] }) }))
    known.set(key, there)
    return there
  }
  return { kind, collection, nameOf, options, name: (source, code) => { const found = codes(source).find(({ id }) => id === code); return found ? nameOf(found.name) : code } }
}

export type LegsField = Extract<NarrativeField, { kind: 'legs' }>
