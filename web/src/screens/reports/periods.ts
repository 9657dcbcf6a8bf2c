import { useWords } from '../../i18n/use.ts'

/** The periods of a report in the reader's words: one, or first to last. */
export function usePeriods(): (range: { readonly from: string; readonly to: string }) => string {
  const { t, period } = useWords()
  return ({ from, to }) => (from === to ? period(from) : t('reports.range', { from: period(from), to: period(to) }))
}
