import { useWords } from '../../i18n/use.ts'
import { useApproval } from './approval.ts'
import type { Report } from './report.tsx'

/** The way to the receipt: what is done, what is to be done now. */
export function Way({ data }: { readonly data: Report }) {
  const { t, moment } = useWords()
  const { status, unit } = data.rows[0]!
  const approval = useApproval(data)
  const isApproved = status === 'approved'
  const now = status === 'submitted' ? 1 : isApproved ? 3 : 0
  const steps = [
    { title: t(unit === 'NATIONAL' ? 'review.way_together' : 'review.way_sent'), words: data.submitted ? moment(data.submitted) : t(`review.status_${status}`) },
    { title: t('review.way_approve'), words: isApproved ? t('review.way_approved') : approval.words },
    { title: t('review.way_receipt'), words: t('review.way_receipt_words') },
  ]
  return (
    <section className="card">
      <h2>{t('review.way')}</h2>
      <ol className="steps">{steps.map(({ title, words }, at) => <li key={title} className={at < now ? 'is-done' : at === now ? 'is-now' : undefined} aria-current={at === now ? 'step' : undefined}>{at === now ? <strong>{title}</strong> : title}<small>{words}</small></li>)}</ol>
    </section>
  )
}
