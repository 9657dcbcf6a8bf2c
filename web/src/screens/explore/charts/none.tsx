import { getPeriod } from '@openvrs/core/report/period.ts'
import { useWords } from '../../../i18n/use.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/page.tsx'
import type { View } from '../view.ts'

export type Reason = 'breakdown' | 'made' | 'over_time' | 'not_added'

/** Why there is nothing to draw, and the way out: figures that are counted once in a period are drawn of one period. */
export function NothingDrawn({ reason, newest, turn }: { readonly reason: Reason; readonly newest: string | undefined; readonly turn: (change: Partial<View>) => void }) {
  const { t, period } = useWords()
  return (
    <Notice>
      <p>{t(reason === 'breakdown' ? 'explore.none_at_breakdown' : `chart.none.${reason}`)}</p>
      {reason === 'over_time' && newest ? <p><Button small onPress={() => turn(monthsOf(newest))}>{t('chart.only_period', { period: period(newest) })}</Button></p> : null}
    </Notice>
  )
}

/** The months of a period, by which a question is held to it. */
export function monthsOf(text: string): { readonly from: string; readonly to: string } {
  const { freq, year, part } = getPeriod(text)
  const long = { M: 1, Q: 3, A: 12 }[freq]
  const month = (number: number): string => `${year}-${String(number).padStart(2, '0')}`
  return { from: month((part - 1) * long + 1), to: month(part * long) }
}
