import { useId, useState } from 'react'
import { localeOf } from '@openvrs/core/i18n/languages.ts'
import { useWords } from '../../i18n/use.ts'
import type { View } from './view.ts'

const FIRST_YEAR = 2000

type Props = { readonly view: View; readonly turn: (change: Partial<View>) => void }

/** From which month to which, in the reader's calendar, and on which day it was known. */
export function TimeRange({ view, turn }: Props) {
  const { t } = useWords()
  const id = useId()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  return (
    <>
      <span>{t('explore.time')}</span>
      <div className="chips">
        <Month label={t('explore.from')} newest={today.slice(0, 4)} value={view.from} onChange={(from) => turn({ from, ...(from && view.to && view.to < from ? { to: from } : {}) })} />
        <Month label={t('explore.to')} newest={today.slice(0, 4)} value={view.to} onChange={(to) => turn({ to, ...(to && view.from && view.from > to ? { from: to } : {}) })} last />
      </div>
      <label htmlFor={id}>{t('explore.on')}</label>
      <div className="chips">
        <input className="input is-date" id={id} type="date" max={today} value={view.on ?? ''} onChange={(event) => turn({ on: event.target.value || undefined })} />
        <span className="small muted">{t(view.on ? 'explore.on_then' : 'explore.on_now')}</span>
      </div>
    </>
  )
}

/** A year and a month of it. Without a month the year's first or last is meant. */
function Month({ label, newest, value, onChange, last = false }: { readonly label: string; readonly newest: string; readonly value: string | undefined; readonly onChange: (month: string | undefined) => void; readonly last?: boolean }) {
  const { t, period, language } = useWords()
  const [year = '', month = ''] = (value ?? '').split('-')
  const years = Array.from({ length: Number(newest) - FIRST_YEAR + 1 }, (_, at) => String(FIRST_YEAR + at)).toReversed()
  const names = new Intl.DateTimeFormat(localeOf(language), { month: 'long', timeZone: 'UTC' })
  return (
    <fieldset className="row" aria-label={label}>
      <span className="small muted" aria-hidden="true">{label}</span>
      <select className="input is-short" aria-label={t('explore.year_of', { label })} value={year} onChange={(event) => onChange(event.target.value ? `${event.target.value}-${month || (last ? '12' : '01')}` : undefined)}>
        <option value="">{t('explore.any')}</option>
        {years.map((one) => <option key={one} value={one}>{period(one)}</option>)}
      </select>
      <select className="input is-short" aria-label={t('explore.month_of', { label })} value={month} disabled={!year} onChange={(event) => onChange(`${year}-${event.target.value}`)}>
        {year ? null : <option value="">{t('explore.month')}</option>}
        {Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0')).map((one) => <option key={one} value={one}>{names.format(new Date(`2026-${one}-15T00:00:00Z`))}</option>)}
      </select>
    </fieldset>
  )
}
