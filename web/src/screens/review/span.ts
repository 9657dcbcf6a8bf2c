import { useWords } from '../../i18n/use.ts'

/** A time in words: one period, or from the first to the last. */
export function useSpan(): (of: { readonly from: string; readonly to: string }) => string {
  const { t, period } = useWords()
  return ({ from, to }) => (from === to ? period(from) : t('review.span', { from: period(from), to: period(to) }))
}
