import { useWords } from '../../i18n/use.ts'
import type { Status } from './group.ts'

const LOOKS: { readonly [S in Status]: string } = { draft: 'is-line', returned: 'is-warn', submitted: 'is-accent', approved: 'is-ok', withdrawn: 'is-line' }

export function StatusBadge({ status }: { readonly status: Status }) {
  const { t } = useWords()
  return <span className={`badge ${LOOKS[status]}`}>{t(`reports.status_${status}`)}</span>
}
