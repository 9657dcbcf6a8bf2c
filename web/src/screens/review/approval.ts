import { useWords } from '../../i18n/use.ts'
import type { Report } from './report.tsx'

/** Who may approve, and why not I: four eyes in words. */
export function useApproval({ approval, abilities, rows }: Report): { readonly title: string; readonly words: string } {
  const { t, listed } = useWords()
  const who = listed(approval?.by ?? [])
  const others = approval === null || who === '' ? t('review.approve_nobody') : t('review.approve_others', { who })
  if (abilities.approve) return { title: '', words: t(approval?.four_eyes === false ? 'review.way_alone' : 'review.way_may') }
  if (approval?.wrote === true && approval.four_eyes) return { title: t('review.four_eyes'), words: `${t('review.four_eyes_words')} ${others}` }
  return { title: t('review.no_approve'), words: t(rows[0]!.status === 'submitted' ? 'review.way_other' : 'review.way_first') }
}
