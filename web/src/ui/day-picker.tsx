import '../look/day.css'
import { getLocalTimeZone, parseDate, today } from '@internationalized/date'
import { Button, Calendar, CalendarCell, CalendarGrid, DateInput, DatePicker, DateSegment, Dialog, Group, Heading, I18nProvider, Label, Popover, Text } from 'react-aria-components'
import { localeOf } from '@openvrs/core/i18n/languages.ts'
import { useWords } from '../i18n/use.ts'
import { Button as LookButton } from './button.tsx'

export type DayPickerProps = {
  readonly label: string
  readonly hint?: string | undefined
  /** A day that has passed, instead of one to come. */
  readonly past?: boolean
  /** What it means that there is no day; else that of an embargo. */
  readonly clear?: string
  /** The first instant of the day in UTC, or none. */
  readonly value: string | undefined
  readonly onChange: (instant: string | undefined) => void
}

/** A day to come, or past, typed or picked from a calendar; in the reader's own calendar. */
export function DayPicker({ label, hint, past = false, clear, value, onChange }: DayPickerProps) {
  const { t, language } = useWords()
  return (
    <I18nProvider locale={localeOf(language)}>
      <DatePicker className="field" value={value === undefined ? null : parseDate(value.slice(0, 10))} minValue={past ? undefined : today(getLocalTimeZone()).add({ days: 1 })} maxValue={past ? today('UTC') : undefined} onChange={(day) => onChange(day === null ? undefined : `${day.toString()}T00:00:00.000Z`)}>
        <Label className="label">{label}</Label>
        <div className="row">
          <Group className="day-input"><DateInput className="input">{(segment) => <DateSegment segment={segment} />}</DateInput><Button className="btn is-icon" aria-label={t('audience.open_calendar')}><span className="icon i-chevron" aria-hidden="true" /></Button></Group>
          {value === undefined ? null : <LookButton small kind="quiet" onPress={() => onChange(undefined)}>{clear ?? t('audience.no_embargo')}</LookButton>}
        </div>
        {hint ? <Text slot="description" className="hint">{hint}</Text> : null}
        <Popover className="calendar-panel">
          <Dialog>
            <Calendar>
              <header className="row"><Button slot="previous" className="btn is-quiet is-icon"><span className="icon i-next is-back" aria-hidden="true" /></Button><Heading className="push" /><Button slot="next" className="btn is-quiet is-icon push"><span className="icon i-next" aria-hidden="true" /></Button></header>
              <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  )
}
