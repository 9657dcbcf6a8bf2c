import { localeOf } from './languages.ts'
import quarters from './quarters.json' with { type: 'json' }

const FORMS = { year: { year: 'numeric' }, month: { year: 'numeric', month: 'long' }, day: { dateStyle: 'medium' } } as const satisfies { readonly [form: string]: Intl.DateTimeFormatOptions }

const known = new Map<string, Intl.DateTimeFormat>()
/** Made once: to make one takes longer than to use it a hundred times, and a table over time has many heads. */
function formatOf(language: string, form: keyof typeof FORMS): Intl.DateTimeFormat {
  const key = `${language} ${form}`
  const found = known.get(key) ?? new Intl.DateTimeFormat(localeOf(language), { ...FORMS[form], timeZone: 'UTC' })
  known.set(key, found)
  return found
}

/** Browsers know the months of every language, not its quarters. */
const quarterIn = (language: string): string => (quarters as { readonly [language: string]: string })[language] ?? quarters.en

/** A period such as `2026-10`, `2026-Q3` or `2026` in the reader's language and calendar; what is none stays as it is. */
export function periodWords(language: string, period: string): string {
  const year = (text: string) => formatOf(language, 'year').formatToParts(new Date(`${text}-07-01T00:00:00Z`)).find((part) => part.type === 'year')?.value ?? text
  if (/^\d{4}$/.test(period)) return year(period)
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) return quarterIn(language).replace('{number}', quarter[2]!).replace('{year}', year(quarter[1]!))
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(period) ? formatOf(language, 'month').format(new Date(`${period}-15T00:00:00Z`)) : period
}

/** A day such as `2026-10-31`, in the reader's language and calendar. */
export function dayWords(language: string, day: string): string {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : Number.NaN)
  return Number.isNaN(instant.getTime()) ? day : formatOf(language, 'day').format(instant)
}
