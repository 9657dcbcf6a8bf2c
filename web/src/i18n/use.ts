import { useMemo } from 'react'
import type { I18n } from '@lingui/core'
import { useLingui } from '@lingui/react'
import { localeOf } from './index.ts'

export type Words = {
  /** A text of the catalogue, with its values filled in. */
  readonly t: (id: string, values?: Record<string, string | number>) => string
  readonly number: (value: number) => string
  /** A period such as `2026-10`, `2026-Q3` or `2026`, in the reader's calendar. */
  readonly period: (period: string) => string
  readonly day: (instant: string) => string
  readonly moment: (instant: string) => string
  readonly language: string
}

/** Texts, figures and dates as the reader reads them: the same functions until the language changes. */
export function useWords(): Words {
  const { i18n } = useLingui()
  const { locale } = i18n
  return useMemo(() => wordsIn(i18n, locale), [i18n, locale])
}

function wordsIn(i18n: I18n, language: string): Words {
  const locale = localeOf(language)
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  return {
    t: (id, values) => i18n._(id, values),
    number: (value) => figures.format(value),
    period: (period) => periodWords(period, date),
    day: (instant) => date({ dateStyle: 'medium' }).format(new Date(instant)),
    moment: (instant) => date({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)),
    language,
  }
}

function periodWords(period: string, date: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat): string {
  const year = (text: string) => date({ year: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(`${text}-07-01T00:00:00Z`)).find((part) => part.type === 'year')?.value ?? text
  if (/^\d{4}$/.test(period)) return year(period)
  const quarter = /^(\d{4})-(Q[1-4])$/.exec(period)
  if (quarter) return `${quarter[2]} ${year(quarter[1]!)}`
  return /^\d{4}-\d{2}$/.test(period) ? date({ year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${period}-15T00:00:00Z`)) : period
}
