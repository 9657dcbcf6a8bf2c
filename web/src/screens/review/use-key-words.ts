import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { collectionIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { keyWords, untranslated, type KeyWords } from './key-words.ts'

/** Says the keys of a dataflow in the reader's language; the keys themselves until the collection has come. */
export function useKeyWords(dataflow: string, collection?: string): (key: string) => KeyWords {
  const { t, period, listed, language } = useWords()
  const { data } = useQuery(collectionIn(language, collection))
  return useMemo(() => (data ? keyWords(data, dataflow, language, { all: t('review.all'), unknown: t('review.unknown'), period, listed }) : untranslated), [data, dataflow, language, t, period, listed])
}
