import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'

type Row = AnswerOf<'reports', 'list'>['reports'][number]
export type Counts = { readonly figures: number; readonly narratives: number }

/** How much of each kind sections hold. */
export function countsOf(rows: readonly Pick<Row, 'holds' | 'rows'>[]): Counts {
  const of = (kind: Row['holds']): number => rows.reduce((sum, { holds, rows: count }) => sum + (holds === kind ? count : 0), 0)
  return { figures: of('figures'), narratives: of('narratives') }
}

/** Says it: figures, narratives or both. */
export function useCounted(): (counts: Counts) => string {
  const { t, number, listed } = useWords()
  return ({ figures, narratives }) => {
    const said = (holds: Row['holds'], count: number) => t('review.figures', { holds, count, shown: number(count) })
    if (narratives === 0) return said('figures', figures)
    return figures === 0 ? said('narratives', narratives) : listed([said('figures', figures), said('narratives', narratives)])
  }
}
