import { localeOf } from './languages.ts'

/** A period such as `2026-10`, `2026-Q3` or `2026` in the reader's language and calendar; what is none stays as it is. */
export function periodWords(language: string, period: string): string {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' })
  const year = (text: string) => date({ year: 'numeric' }).formatToParts(new Date(`${text}-07-01T00:00:00Z`)).find((part) => part.type === 'year')?.value ?? text
  if (/^\d{4}$/.test(period)) return year(period)
  const quarter = /^(\d{4})-(Q[1-4])$/.exec(period)
  if (quarter) return `${quarter[2]} ${year(quarter[1]!)}`
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(period) ? date({ year: 'numeric', month: 'long' }).format(new Date(`${period}-15T00:00:00Z`)) : period
}

/** A day such as `2026-10-31`, in the reader's language and calendar. */
export function dayWords(language: string, day: string): string {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : Number.NaN)
  return Number.isNaN(instant.getTime()) ? day : new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(instant)
}
