import { useQuery } from '@tanstack/react-query'
import { nameIn } from '../i18n/name-in.ts'
import { useWords } from '../i18n/use.ts'
import type { AnswerOf } from './call.ts'
import { read } from './queries.ts'

export { nameIn, type Names } from '../i18n/name-in.ts'

export type CollectionAnswer = AnswerOf<'collections', 'show'>

/** The collection that is reported in where nothing else is said. */
export const COLLECTION = 'vrs-msrc'

/** A collection with its texts in the reader's language and English. */
export const collectionIn = (language: string, collection = COLLECTION) => ({ ...read('collections', 'show', { params: { collection }, query: { language } }), staleTime: Infinity })

/** What there is to report, by name: small beside the collections themselves. */
export const collectionsIn = (language: string) => ({ ...read('collections', 'list', { query: { language } }), staleTime: 600_000 })

/** The name of a dataflow, or of a kind of narratives, in the reader's language; its id until it is known. */
export function useDataflowNames(): (dataflow: string) => string {
  const { language } = useWords()
  const flows = useQuery(collectionsIn(language)).data?.collections.flatMap(({ dataflows, narratives }) => [...dataflows, ...narratives])
  return (dataflow) => nameIn(flows?.find(({ id }) => id === dataflow)?.name, language, dataflow)
}
