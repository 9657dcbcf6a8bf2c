import { useId, useState } from 'react'
import { localeOf } from '@openvrs/core/i18n/languages.ts'
import { useWords } from '../../i18n/use.ts'
import { DayPicker } from '../../ui/day-picker.tsx'
import { PRESETS, presetOf, rangeOf } from './presets.ts'
import type { View } from './view.ts'

const FIRST_YEAR = 2000

type Props = { readonly view: View; readonly turn: (change: Partial<View>) => void }

/** Which months, by a usual range or from one to another in the reader's calendar; and on which day it was known. */
export function TimeRange({ view, turn }: Props) {
  const { t } = useWords()
  const id = useId()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const preset = presetOf(view, today)
  const [isOwn, setOwn] = useState(false)
  const choose = (chosen: string) => {
    setOwn(chosen === OWN)
    const found = PRESETS.find((one) => one === chosen)
    if (found) turn(rangeOf(found, today))
  }
  const year = today.slice(0, 4)
  return (
    <>
      <label htmlFor={id}>{t('explore.time')}</label>
      <div className="chips">
        <select className="input is-short" id={id} value={isOwn ? OWN : (preset ?? OWN)} onChange={(event) => choose(event.target.value)}>
          {[...PRESETS, OWN].map((one) => <option key={one} value={one}>{t(`explore.preset.${one}`)}</option>)}
        </select>
        {isOwn || !preset ? (
          <>
            <Month label={t('explore.from')} newest={year} value={view.from} onChange={(from) => turn({ from, ...(from && view.to && view.to < from ? { to: from } : {}) })} />
            <Month label={t('explore.to')} newest={year} value={view.to} onChange={(to) => turn({ to, ...(to && view.from && view.from > to ? { from: to } : {}) })} last />
          </>
        ) : null}
      </div>
      <span aria-hidden="true">{t('explore.on')}</span>
      <div className="chips on-day"><DayPicker past label={t('explore.on')} clear={t('explore.on_now')} hint={view.on ? t('explore.on_then') : undefined} value={view.on} onChange={(on) => turn({ on: on?.slice(0, 10) })} /></div>
    </>
  )
}

const OWN = 'own'

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
