import { useQueries } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import type { Listed } from '../reports/group.ts'
import { usePeriods } from '../reports/periods.ts'
import { Row } from './row.tsx'

/** Drafts with what the rules found in them: of the newest few that is asked for. */
export function Drafts({ drafts, first }: { readonly drafts: readonly Listed[]; readonly first: boolean }) {
  const { t } = useWords()
  const periods = usePeriods()
  const shown = drafts.slice(0, 3)
  const details = useQueries({ queries: shown.map(({ report }) => read('reports', 'show', { params: { report } })) })
  return shown.map((draft, at) => {
    const sections = details[at]?.data?.sections
    const [errors, warnings] = [(sections ?? []).reduce((sum, s) => sum + s.errors, 0), (sections ?? []).reduce((sum, s) => sum + s.warnings, 0)]
    const figures = draft.sections.filter((s) => s.holds === 'figures')
    const [holds, rows] = [figures.length > 0 ? 'figures' : 'narratives', (figures.length > 0 ? figures : draft.sections).reduce((sum, s) => sum + s.rows, 0)]
    const words = draft.sections.length === 0 ? t('home.draft_empty') : sections === undefined ? t('home.draft_rows', { holds, rows }) : t('home.draft_words', { holds, rows, errors, warnings })
    return <Row key={draft.report} mark={errors > 0 ? 'error' : 'accent'} icon="report" title={t('home.draft', { periods: periods(draft), report: draft.report })} words={words} action={<Link className={first && at === 0 ? 'btn is-primary' : 'btn'} to="/reports/$report" params={{ report: draft.report }}>{t('home.draft_open')}</Link>} />
  })
}
