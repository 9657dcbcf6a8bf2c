import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import { useQuery } from '@tanstack/react-query'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Audience } from '../../ui/audience.tsx'
import { isJoint, type Terms } from '../../ui/audience-of.ts'
import { useSeen } from '../../ui/use-seen.ts'
import { ChangeOfSight } from '../sharing/change-of-sight.tsx'
import { PreviewAs } from '../sharing/preview-as.tsx'
import { termsOf } from '../sharing/terms-of.ts'
import { useSpan } from './span.ts'

type Span = { readonly from: string; readonly to: string }
type WhoCanSeeProps = { readonly dataflow: string; readonly own: string; readonly span: Span; readonly several: boolean; readonly value: Terms; readonly onChange: (terms: Terms) => void }

/** Where the terms of the release are chosen, one card a dataflow: who will see it, what that changes for figures that count now, and what any member would see. */
export function WhoCanSee({ dataflow, own, span, several, value, onChange }: WhoCanSeeProps) {
  const { t } = useWords()
  const name = useDataflowNames()
  const releases = useQuery(read('sharing', 'listReleases', { query: { dataflow } })).data?.releases ?? []
  const standing = releases.find(({ counts, withdrawn, from, to }) => counts && withdrawn === null && from !== null && to !== null && from <= span.to && span.from <= to)
  const before = standing && termsOf(standing)
  return (
    <section className="card stack">
      <h2>{t('audience.title')}</h2>
      <p className="small muted">{several ? `${name(dataflow)}. ` : ''}{t('review.narrow_later')}</p>
      <Audience dataflow={dataflow} own={own} value={value} onChange={onChange} />
      {before && !isJoint(before) ? <ChangeOfSight dataflow={dataflow} before={before} after={value} /> : null}
      <details>
        <summary>{t('review.preview')}</summary>
        <div className="stack is-tight">
          <p className="small muted">{t('sharing.preview_words')}</p>
          <PreviewAs dataflow={dataflow} own={own} span={span}>{(member) => <Would dataflow={dataflow} member={member} span={span} terms={value} />}</PreviewAs>
        </div>
      </details>
    </section>
  )
}

/** What a member would see of the report if it were approved under these terms: as the names above say, and from when. */
function Would({ dataflow, member, span, terms }: { readonly dataflow: string; readonly member: string; readonly span: Span; readonly terms: Terms }) {
  const { t, day } = useWords()
  const name = useMemberName()
  const time = useSpan()(span)
  const seen = useSeen(dataflow, terms)
  if (!seen) return <p className="quiet">{t('shell.loading')}</p>
  const values = { member: name(member), time, ...(terms.embargo ? { day: day(terms.embargo) } : {}) }
  if (member === SECRETARIAT && seen.secretariat && terms.level === 'SECRETARIAT') return <p>{t('review.would_check', values)}</p>
  const sees = member === SECRETARIAT ? seen.secretariat : seen.members.includes(member)
  if (sees) return <p>{t(terms.embargo ? 'review.would_later' : 'review.would', values)}</p>
  if (seen.told || (terms.level === 'GROUP' && !seen.waiting.includes(member))) return <p>{t(seen.waiting.includes(member) ? 'review.would_waiting' : 'review.would_not', values)}</p>
  return <p>{t('review.would_untold', values)}</p>
}
