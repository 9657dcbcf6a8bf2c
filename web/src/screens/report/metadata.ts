import { useEffect } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Collection, Words } from '@openvrs/core/metadata/model.ts'
import { hrefOf, type AnswerOf } from '../../api/call.ts'
import { keepCollection } from '../../api/last-collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { collectionOf } from './lexicon.ts'

export type Shown = AnswerOf<'reports', 'show'>
export type Metadata = { readonly collection: Collection; readonly language: string; readonly nameOf: (words: Words) => string }

const toMetadata = (answer: AnswerOf<'collections', 'show'>, language: string): Metadata => ({ collection: collectionOf(answer), language, nameOf: (words) => words[language] ?? words.en })

/** The collection of a report in its version, in the reader's language. Published versions never change. */
export function useMetadata(report: Shown | undefined) {
  const { language } = useWords()
  const which = { params: { collection: report?.rows[0]?.collection ?? '' }, query: { version: report?.collection_version, language } }
  const asked = useQuery({
    ...read('collections', 'show', which),
    enabled: report !== undefined, staleTime: Infinity, placeholderData: keepPreviousData,
  })
  const address = asked.data && !asked.isPlaceholderData ? hrefOf('collections', 'show', which) : undefined
  useEffect(() => {
    if (address !== undefined) keepCollection(address)
  }, [address])
  return { data: useMade(asked.data, language), error: asked.error, isPending: asked.isPending, refetch: asked.refetch }
}

const made = new WeakMap<object, Metadata>()

/** One metadata object for one answer, whoever asks. */
function useMade(answer: AnswerOf<'collections', 'show'> | undefined, language: string): Metadata | undefined {
  if (!answer) return undefined
  const there = made.get(answer)
  if (there?.language === language) return there
  const fresh = toMetadata(answer, language)
  made.set(answer, fresh)
  return fresh
}
