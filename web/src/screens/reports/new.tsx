import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { lastEnded, periodOf, periodsBetween, shiftPeriod } from '@openvrs/core/report/period.ts'
import { call } from '../../api/call.ts'
import { nameIn } from '../../api/collection.ts'
import { me, read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice, PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import './reports.css'

type Freq = 'M' | 'Q' | 'A'
const FREQUENCIES: readonly Freq[] = ['M', 'Q', 'A']
/** How far back periods are offered, by frequency. */
const BACK = { M: 120, Q: 60, A: 30 } as const

/** An empty draft for a period; the last one that has ended stands chosen. */
export default function NewReport() {
  const { t, period, language } = useWords()
  const navigate = useNavigate()
  const person = useQuery(me).data
  const asked: Readonly<Record<string, string | undefined>> = useSearch({ from: '/inside/reports/new' })
  const [freq, setFreq] = useState<Freq>(() => FREQUENCIES.find((known) => known === asked['freq']) ?? 'M')
  const [range, setRange] = useState(() => rangeOf(freq, asked['from'], asked['to']))
  const [unit, setUnit] = useState<string>()
  const [chosen, setChosen] = useState<string>()
  const collections = useQuery(read('collections', 'list')).data?.collections ?? []
  const units = useQuery({ ...read('people', 'listUnits'), enabled: person?.role === 'focal_point' }).data?.units ?? []
  const collection = chosen ?? collections[0]?.collection ?? ''
  const make = useMutation({
    mutationFn: () => call('reports', 'create', { body: { freq, ...range, ...(unit ? { unit } : {}), ...(collection ? { collection } : {}) } }, { key: crypto.randomUUID() }),
    onSuccess: async ({ rows }) => {
      await renew('reports')
      await navigate({ to: '/reports/$report', params: { report: rows[0]!.report } })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  const [now] = useState(() => new Date())
  const periods = periodsBetween(shiftPeriod(periodOf(now, freq), -BACK[freq]), periodOf(now, freq)).toReversed().map((value) => ({ value, text: period(value) }))
  return (
    <>
      <PageHead title={t('reports.new')} lede={t('reports.new_lede')} />
      <form className="form-grid" onSubmit={submit}>
        {make.error ? <Notice kind="error">{sentenceOf(make.error, t)}</Notice> : null}
        {collections.length > 1 ? <Select label={t('reports.collection')} value={collection} onChange={setChosen} options={collections.map((one) => ({ value: one.collection, text: nameIn(one.name, language, one.collection) }))} /> : null}
        <Select label={t('reports.freq')} value={freq} options={FREQUENCIES.map((value) => ({ value, text: t(`reports.freq_${value}`) }))} onChange={(value) => {
          const next = FREQUENCIES.find((known) => known === value) ?? 'M'
          setFreq(next)
          setRange(rangeOf(next, undefined, undefined))
        }} />
        <div className="two">
          <Select label={t('reports.first')} value={range.from} options={periods} onChange={(from) => setRange({ from, to: range.to < from ? from : range.to })} />
          <Select label={t('reports.last')} hint={t('reports.last_hint')} value={range.to} options={periods} onChange={(to) => setRange({ from: range.from > to ? to : range.from, to })} />
        </div>
        {units.length > 1 ? <Select label={t('reports.unit')} hint={t('reports.unit_hint')} value={unit ?? person?.unit ?? ''} options={units.map(({ code, name }) => ({ value: code, text: name }))} onChange={setUnit} /> : null}
        <p className="actions"><Button kind="primary" submit busy={make.isPending}>{t('reports.make')}</Button></p>
      </form>
    </>
  )
}

function rangeOf(freq: Freq, from: string | undefined, to: string | undefined): { readonly from: string; readonly to: string } {
  const shape = { M: /^\d{4}-\d{2}$/, Q: /^\d{4}-Q[1-4]$/, A: /^\d{4}$/ }[freq]
  const [first, last] = [from ?? '', to ?? '']
  if (shape.test(first) && shape.test(last) && first <= last) return { from: first, to: last }
  const ended = lastEnded(freq, new Date())
  return { from: ended, to: ended }
}
