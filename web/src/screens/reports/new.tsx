import '../../look/work.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lastEnded, periodOf, periodsBetween, shiftPeriod } from '@openvrs/core/report/period.ts'
import { call } from '../../api/call.ts'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { me, read, renew, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { useSearch } from '../../router/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Notice, PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { findDue } from '../home/due.ts'
import type { ReportRow } from './group.ts'
import './reports.css'

type Freq = 'M' | 'Q' | 'A'
const FREQUENCIES: readonly Freq[] = ['M', 'Q', 'A']
/** How far back periods are offered, by frequency. */
const BACK = { M: 120, Q: 60, A: 30 } as const

/** A draft for a period: what is due stands chosen, and choosing what to report makes the draft and opens it. */
export default function NewReport() {
  const { t } = useWords()
  const person = useQuery(me).data
  const reports = useQuery(read('reports', 'list')).data?.reports
  if (!person || !reports) return <PageHead title={t('reports.new')} lede={t('reports.new_lede')} />
  return <Choosing person={person} reports={reports} />
}

function Choosing({ person, reports }: { readonly person: Me; readonly reports: readonly ReportRow[] }) {
  const { t, period, language } = useWords()
  const asked = useSearch()
  const [now] = useState(() => new Date())
  const [due] = useState(() => findDue(reports, person.role === 'focal_point' ? undefined : person.unit, now))
  const first = asked['from'] ?? due[0]?.period
  const [freq, setFreq] = useState<Freq>(() => FREQUENCIES.find((known) => known === asked['freq']) ?? freqOf(first) ?? 'M')
  const [range, setRange] = useState(() => rangeOf(freq, first, asked['to'] ?? first))
  const [unit, setUnit] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  const collections = useQuery(read('collections', 'list')).data?.collections ?? []
  const units = useQuery({ ...read('units', 'list'), enabled: person.role === 'focal_point' }).data?.units.filter(({ closed }) => closed === null) ?? []
  const collection = chosen ?? collections[0]?.collection ?? ''
  const described = useQuery({ ...collectionIn(language, collection || undefined), enabled: collection !== '' }).data
  const flows = described?.dataflows.filter((flow) => flow.frequencies.includes(freq)) ?? []
  const make = useMutation({
    mutationFn: (_: string) => call('reports', 'create', { body: { freq, ...range, ...(unit ? { unit } : {}), ...(collection ? { collection } : {}) } }, { key: crypto.randomUUID() }),
    onSuccess: async ({ rows }, dataflow) => {
      await renew('reports')
      await go({ to: '/reports/$report/$dataflow', params: { report: rows[0]!.report, dataflow } })
    },
  })
  const periods = periodsBetween(shiftPeriod(periodOf(now, freq), -BACK[freq]), periodOf(now, freq)).toReversed().map((value) => ({ value, text: period(value) }))
  const dueNow = due.find((one) => one.period === range.from)?.dataflows ?? []
  const there = [...new Map(reports.filter((row) => row.unit === (unit ?? person.unit) && row.freq === freq && row.from <= range.to && row.to >= range.from && (row.status === 'draft' || row.status === 'returned')).map((row) => [row.report, row])).values()].slice(0, 1)
  return (
    <>
      <PageHead title={t('reports.new')} lede={t('reports.new_lede')} />
      <div className="form-grid">
        {make.error ? <Notice kind="error">{sentenceOf(make.error, t)}</Notice> : null}
        {collections.length > 1 ? <Select label={t('reports.collection')} value={collection} onChange={setChosen} options={collections.map((one) => ({ value: one.collection, text: nameIn(one.name, language, one.collection) }))} /> : null}
        <div className="two">
          <Select label={t('reports.freq')} value={freq} options={FREQUENCIES.map((value) => ({ value, text: t(`reports.freq_${value}`) }))} onChange={(value) => {
            const next = FREQUENCIES.find((known) => known === value) ?? 'M'
            setFreq(next)
            setRange(rangeOf(next, undefined, undefined))
          }} />
          {units.length > 1 ? <Select label={t('reports.unit')} hint={t('reports.unit_hint')} value={unit ?? person.unit} options={units.map(({ code, name }) => ({ value: code, text: name }))} onChange={setUnit} /> : null}
        </div>
        <div className="two">
          <Select label={t('reports.first')} value={range.from} options={periods} onChange={(from) => setRange({ from, to: range.to < from || range.to === range.from ? from : range.to })} />
          <Select label={t('reports.last')} hint={t('reports.last_hint')} value={range.to} options={periods} onChange={(to) => setRange({ from: range.from > to ? to : range.from, to })} />
        </div>
        {there.map(({ report }) => <Notice key={report}><p>{t('reports.there')} <Link to="/reports/$report" params={{ report }}>{t('reports.there_open', { report })}</Link></p></Notice>)}
      </div>
      <section className="reports-what" aria-busy={make.isPending || undefined}>
        <div className="section-head"><h2>{t('reports.what')}</h2><span className="small muted">{t('reports.what_words')}</span></div>
        <ul className="sheet">
          {flows.toSorted((a, b) => Number(dueNow.includes(b.id)) - Number(dueNow.includes(a.id))).map((flow) => (
            <li key={flow.id}>
              <button type="button" aria-disabled={make.isPending || undefined} onClick={make.isPending ? undefined : () => make.mutate(flow.id)}>
                <strong>{nameIn(flow.name, language, flow.id)}</strong><span>{dueNow.includes(flow.id) ? <><b className="badge is-warn">{t('reports.due')}</b> </> : null}{nameIn(flow.description, language, '')}</span><span className="code">{flow.id}</span>
              </button>
            </li>
          ))}
          {described?.narratives.map((kind) => (
            <li key={kind.id}>
              <button type="button" aria-disabled={make.isPending || undefined} onClick={make.isPending ? undefined : () => make.mutate(kind.id)}>
                <strong>{nameIn(kind.name, language, kind.id)}</strong><span>{t('reports.in_words')}</span><span className="code">{kind.id}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

const freqOf = (period: string | undefined): Freq | undefined => (period === undefined ? undefined : period.includes('Q') ? 'Q' : period.includes('-') ? 'M' : 'A')

function rangeOf(freq: Freq, from: string | undefined, to: string | undefined): { readonly from: string; readonly to: string } {
  const shape = { M: /^\d{4}-\d{2}$/, Q: /^\d{4}-Q[1-4]$/, A: /^\d{4}$/ }[freq]
  const [first, last] = [from ?? '', to ?? '']
  if (shape.test(first) && shape.test(last) && first <= last) return { from: first, to: last }
  const ended = lastEnded(freq, new Date())
  return { from: ended, to: ended }
}
