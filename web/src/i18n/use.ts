import { useMemo } from 'react'
import type { I18n } from '@lingui/core'
import { useLingui } from '@lingui/react'
import { localeOf } from '@openvrs/core/i18n/languages.ts'
import { periodWords } from '@openvrs/core/i18n/period-words.ts'

export type Words = {
  /** A text of the catalogue, with its values filled in. */
  readonly t: (id: string, values?: Record<string, string | number>) => string
  readonly number: (value: number) => string
  /** A period such as `2026-10`, `2026-Q3` or `2026`, in the reader's calendar. */
  readonly period: (period: string) => string
  readonly day: (instant: string) => string
  /** Short things beside each other, with the comma of the language. */
  readonly listed: (things: readonly string[]) => string
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
    period: (period) => periodWords(language, period),
    day: (instant) => date({ dateStyle: 'medium' }).format(new Date(instant)),
    moment: (instant) => date({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant)),
    listed: (things) => things.join(i18n._('shell.comma')),
    language,
  }
}
