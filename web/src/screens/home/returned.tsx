import { useQueries } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import type { Listed } from '../reports/group.ts'
import { usePeriods } from '../reports/periods.ts'
import { Row } from './row.tsx'

const LONGEST = 160

/** A report that came back: what was said about the whole of it, how many figures were commented on, and what the rules found. */
export function Returned({ report, first }: { readonly report: Listed; readonly first: boolean }) {
  const { t } = useWords()
  const periods = usePeriods()
  const params = { report: report.report }
  const [said, shown] = useQueries({ queries: [read('reports', 'comments', { params }), read('reports', 'show', { params })] })
  const back = said.data?.comments.filter(({ kind }) => kind === 'return') ?? []
  const whole = back.find(({ key }) => key === '')?.words
  const figures = back.filter(({ key }) => key !== '').length
  const errors = shown.data?.sections.reduce((sum, section) => sum + section.errors, 0) ?? 0
  const details = [figures > 0 ? t('home.returned_figures', { count: figures }) : '', errors > 0 ? t('home.returned_errors', { count: errors }) : ''].filter(Boolean).join(' ')
  return (
    <Row
      mark="warn" icon="report" title={t('home.returned', { periods: periods(report) })}
      words={<>{whole ? <q className="said">{whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole}</q> : t('home.returned_words', { report: report.report })} {details}</>}
      action={<Link className={first ? 'btn is-primary' : 'btn'} to="/reports/$report" params={params}>{t('home.returned_open')}</Link>}
    />
  )
}
