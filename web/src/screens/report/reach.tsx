import { useWords } from '../../i18n/use.ts'
import { Reach as Mark } from '../../ui/reach.tsx'
import type { Shown } from './metadata.ts'

type Row = Shown['rows'][number]
const LEVELS = { NATIONAL: 'national', SECRETARIAT: 'secretariat', GROUP: 'group', CONTRIBUTORS: 'contributors', PUBLIC: 'public' } as const

const isAhead = (instant: string): boolean => Date.parse(instant) > Date.now()

/** Who can see this, in words, beside the mark that stands for it everywhere. */
export function Reach({ status, terms, member, unit }: { readonly status: Row['status']; readonly terms: string | null; readonly member: string; readonly unit: string }) {
  const { t, day } = useWords()
  const [kind = '', ...rest] = (terms ?? '').split(' ')
  const level = status === 'approved' && Object.hasOwn(LEVELS, kind) ? (kind as keyof typeof LEVELS) : undefined
  const from = rest.at(-2) === 'from' ? rest.at(-1) : undefined
  const group = rest.slice(0, from === undefined ? undefined : -2).join(' ')
  const words = level ? t(`report.seen_${LEVELS[level]}`, { member, group }) : t(unit === 'NATIONAL' ? 'report.seen_focal' : 'report.seen_draft', { member })
  return (
    <span className="row small is-line"><Mark level={level ?? 'NATIONAL'} /><span>{words}{from !== undefined && isAhead(from) ? ` ${t('report.seen_from', { day: day(from) })}` : ''}</span></span>
  )
}
