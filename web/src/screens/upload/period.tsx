import { useWords } from '../../i18n/use.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { Desk } from './desk.ts'
import { OPEN, PERIOD_ASKS, PERIOD_COLUMNS, type PeriodDraft } from './draft.ts'
import { Part } from './part.tsx'

const CHOICES: Readonly<Record<string, readonly string[]>> = { month: ['2024-03', '03/2024', 'Mar-24', '202403'], date: ['y-m-d', 'd/m/y', 'm/d/y', 'y/m/d'] }

/** How the period of a row is composed: the kind, the columns, and what only a person knows. */
export function Period({ desk }: { readonly desk: Desk }) {
  const { t, language } = useWords()
  const months = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const { draft, glimpse, change, flow } = desk
  const { period } = draft
  const set = (fields: Readonly<Record<string, string>>) => change({ ...draft, period: { ...period, ...fields } })
  const setKind = (kind: string) => change({ ...draft, period: { kind, ...(kind === 'constant' ? {} : { calendar: period['calendar'] ?? 'gregorian' }) } as PeriodDraft })
  const columns = glimpse.columns.filter(({ name }) => name !== '').map(({ name }) => ({ value: name, text: name }))
  const valueOf = (field: string) => (period[field] === OPEN ? '' : (period[field] ?? ''))
  return (
    <Part step="period" open={desk.open.period}>
      <div className="card form-tiles">
        <Select label={t('upload.frequency')} value={draft.frequency} options={flow.frequencies.map((value) => ({ value, text: t(`upload.frequency_${value}`) }))} onChange={(frequency) => change({ ...draft, frequency })} />
        <Select label={t('upload.period_kind')} ask={t('upload.ask')} value={period.kind === OPEN ? '' : period.kind} options={Object.keys(PERIOD_COLUMNS).map((value) => ({ value, text: t(`upload.period_${value}`) }))} onChange={setKind} />
        {(PERIOD_COLUMNS[period.kind] ?? []).map((field) => <Select key={field} label={t(`upload.period_field_${field}`)} ask={t('upload.ask')} value={valueOf(field)} options={columns} onChange={(name) => set({ [field]: name })} />)}
        {(PERIOD_ASKS[period.kind] ?? []).map((field) => {
          if (field === 'period') return <Field key={field} label={t('upload.period_field_period')} hint={t('upload.period_field_period_hint')} value={valueOf(field)} onChange={(value) => set({ period: value })} />
          const options = field === 'format' ? (CHOICES[period.kind] ?? []).map((value) => ({ value, text: value }))
            : field === 'starts' ? Array.from({ length: 12 }, (_, month) => ({ value: String(month + 1), text: months.format(new Date(Date.UTC(2024, month, 15))) }))
              : ['end', 'start'].map((value) => ({ value, text: t(`upload.named_by_${value}`) }))
          return <Select key={field} label={t(`upload.period_field_${field}`)} hint={field === 'starts' ? t('upload.starts_hint') : undefined} ask={t('upload.ask')} value={valueOf(field)} options={options} onChange={(value) => set({ [field]: value })} />
        })}
        {period.kind !== 'constant' && period.kind !== OPEN ? <Select label={t('upload.calendar')} value={period['calendar'] ?? 'gregorian'} options={['gregorian', 'buddhist'].map((value) => ({ value, text: t(`upload.calendar_${value}`) }))} onChange={(calendar) => set({ calendar })} /> : null}
      </div>
    </Part>
  )
}
