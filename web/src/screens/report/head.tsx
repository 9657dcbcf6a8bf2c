import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { PageHead } from '../../ui/page.tsx'
import { useMetadata, type Shown } from './metadata.ts'
import { Reach } from './reach.tsx'

const BADGES = { draft: 'is-line', submitted: 'is-accent', returned: 'is-warn', approved: 'is-ok', withdrawn: 'is-line' } as const

/** What report this is, for when and of whom, how far it is, and who can see it. */
export function ReportHead({ report, title, code, lede }: { readonly report: Shown; readonly title: ReactNode; readonly code?: string; readonly lede?: ReactNode }) {
  const { t, period } = useWords()
  const row = report.rows.find((one) => one.dataflow === code) ?? report.rows[0]!
  const place = useNames(report)
  const when = row.from === row.to ? period(row.from) : t('report.range', { from: period(row.from), to: period(row.to) })
  return (
    <PageHead
      eyebrow={<>{t(row.unit === 'NATIONAL' ? 'report.national_for' : 'report.for', { period: when })} <span className="code">{code ?? report.rows[0]!.report}</span></>}
      title={title}
      lede={lede}
      meta={<>
        <span>{row.unit === 'NATIONAL' ? place.member : t('report.unit_of', { unit: place.unit, member: place.member })}</span>
        <span className={`badge ${BADGES[row.status]}`}>{t(`report.status_${row.status}`)}</span>
        <span className="badge is-line">{t('report.version', { version: row.version })}</span>
        <Reach report={report} row={row} member={place.member} dataflow={code} />
      </>}
    />
  )
}

/** The member and the unit of a report as the reader calls them. */
function useNames(report: Shown): { readonly member: string; readonly unit: string } {
  const row = report.rows[0]!
  const meta = useMetadata(report).data
  const person = useQuery(me).data
  const units = useQuery({ ...read('units', 'list'), enabled: person?.member === row.member, staleTime: 600_000 })
  const area = meta?.collection.codelists.get('CL_REF_AREA')?.codes.find((code) => code.id === row.member)
  return { member: area && meta ? meta.nameOf(area.name) : row.member, unit: units.data?.units.find((unit) => unit.code === row.unit)?.name ?? row.unit }
}
