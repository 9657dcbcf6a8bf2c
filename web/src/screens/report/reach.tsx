import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { isJoint } from '../../ui/audience-of.ts'
import { useSeen } from '../../ui/use-seen.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Reach as Mark, type Level } from '../../ui/reach.tsx'
import { SeenBy } from '../../ui/seen-by.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import type { Shown } from './metadata.ts'

type Row = Shown['rows'][number]
const LEVELS = { NATIONAL: 'national', SECRETARIAT: 'secretariat', GROUP: 'group', CONTRIBUTORS: 'contributors', PUBLIC: 'public' } as const

const isAhead = (instant: string): boolean => Date.parse(instant) > Date.now()

type Terms = { readonly level: Level; readonly group?: string; readonly embargo?: string }

/** `GROUP Mekong from 2027-01-01T…` */
function termsOf({ status, terms }: Pick<Row, 'status' | 'terms'>): Terms | undefined {
  const [kind = '', ...rest] = (terms ?? '').split(' ')
  if (status !== 'approved' || !Object.hasOwn(LEVELS, kind)) return undefined
  const from = rest.at(-2) === 'from' ? rest.at(-1) : undefined
  const group = rest.slice(0, from === undefined ? undefined : -2).join(' ')
  return { level: kind as Level, ...(group && { group }), ...(from !== undefined && { embargo: from }) }
}

type ReachProps = { readonly report: Shown; readonly row: Row; readonly member: string; readonly dataflow?: string }

/** Who can see this, in words, beside the mark that stands for it everywhere; it opens the whole answer. */
export function Reach({ report, row, member, dataflow }: ReachProps) {
  const { t, day } = useWords()
  const [isOpen, open] = useState(false)
  const terms = termsOf(row)
  const words = terms ? t(`report.seen_${terms.level.toLowerCase()}`, { member, group: terms.group ?? '' }) : t(row.unit === 'NATIONAL' ? 'report.seen_focal' : 'report.seen_draft', { member })
  return (
    <>
      <button className="share" type="button" aria-haspopup="dialog" onClick={() => open(true)}>
        <Mark level={terms?.level ?? 'NATIONAL'} /><span><span className="visually-hidden">{t('audience.title')} </span>{words}{terms?.embargo && isAhead(terms.embargo) ? ` ${t('report.seen_from', { day: day(terms.embargo) })}` : ''}</span>
      </button>
      {isOpen ? <WhoDialog report={report} row={row} now={words} dataflow={dataflow} onClose={() => open(false)} /> : null}
    </>
  )
}

/** Who sees the figures now, and of each section who will once it is approved. */
function WhoDialog({ report, row, now, dataflow, onClose }: Pick<ReachProps, 'report' | 'row' | 'dataflow'> & { readonly now: string; readonly onClose: () => void }) {
  const { t } = useWords()
  const isApproved = row.status === 'approved'
  const defaults = useQuery({ ...read('sharing', 'listDefaults'), enabled: !isApproved }).data?.defaults
  const flows = dataflow ? [dataflow] : report.sections.map((section) => section.dataflow)
  const termsFor = (flow: string): Terms | undefined => {
    if (isApproved) return termsOf(report.rows.find((one) => one.dataflow === flow) ?? row)
    const found = defaults?.find((one) => one.dataflow === flow)
    return defaults && { level: found?.level ?? 'NATIONAL', ...(found?.group && { group: found.group }) }
  }
  return (
    <Dialog title={t('audience.title')} onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('report.who_close')}</Button>}>
      <p><strong>{t('report.who_now')}</strong> {now}.</p>
      {row.status === 'withdrawn' ? null : flows.map((flow) => <After key={flow} flow={flow} member={row.member} terms={termsFor(flow)} isApproved={isApproved} />)}
      {isApproved || row.status === 'withdrawn' ? null : <p className="small muted">{t('report.who_decides')}</p>}
    </Dialog>
  )
}

function After({ flow, member, terms, isApproved }: { readonly flow: string; readonly member: string; readonly terms: Terms | undefined; readonly isApproved: boolean }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const seen = useSeen(flow, terms ?? { level: 'NATIONAL' })
  if (!terms) return null
  return (
    <section className="stack is-tight">
      <h3>{name(flow)}</h3>
      <p>{t(isApproved ? 'report.who_approved' : 'report.who_after')} <TermsWords terms={terms} /></p>
      {isJoint(terms) ? <p className="small muted">{t('audience.note_joint')}</p> : <SeenBy seen={seen} own={member} />}
    </section>
  )
}
