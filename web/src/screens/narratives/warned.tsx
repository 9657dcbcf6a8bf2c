import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import { Answer } from '../report/answer.tsx'

/** What the check of a report says of its narratives beyond what stands at their questions. */
export function useWarnings(report: string) {
  const { language } = useWords()
  const found = useQuery(read('reports', 'findings', { params: { report }, query: { language } })).data
  const comments = useQuery(read('reports', 'comments', { params: { report } })).data?.comments
  const of = (narrative: string) => found?.findings.filter(({ key, severity }) => key === narrative && severity === 'warning') ?? []
  const answerTo = (narrative: string, rule: string) => comments?.findLast((one) => one.kind === 'answer' && one.rule === rule && (one.key === narrative || one.key === ''))
  return { of, answerTo, unanswered: found?.unanswered ?? 0 }
}

type WarnedProps = { readonly report: string; readonly dataflow: string; readonly narrative: string; readonly canAnswer: boolean }

/** What in a narrative could lead to a person, and the place to say why it does not: patterns may be wrong. */
export function Warned({ report, dataflow, narrative, canAnswer }: WarnedProps) {
  const { t } = useWords()
  const warnings = useWarnings(report)
  const found = warnings.of(narrative)
  const [first] = found
  if (!first) return null
  const answer = warnings.answerTo(narrative, first.rule)
  const message = found.map((one) => one.message).join(' ')
  return (
    <Notice kind="warn">
      <div className="stack is-tight">
        {found.map((one) => <p key={one.column + one.message}>{one.message}</p>)}
        {canAnswer ? <Answer report={report} dataflow={dataflow} item={{ message, key: narrative, column: first.column, rule: first.rule, ...(answer && { answer }) }} /> : answer ? <p>{t('report.answered', { words: answer.words })}</p> : null}
      </div>
    </Notice>
  )
}
