import { i18n, type Messages } from '@lingui/core'

/** Languages whose catalogues exist. English is whole; where another lacks a text, English stands in. */
export const LANGUAGES = { en: 'English', fr: 'Français', th: 'ไทย', ar: 'العربية' } as const
export type Language = keyof typeof LANGUAGES

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])
const catalogues = import.meta.glob<Messages>('./*/*.json', { import: 'default' })
const english = import.meta.glob<Messages>('./en/*.json', { import: 'default', eager: true })
const KEPT = 'openvrs.language'

export const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(LANGUAGES, text)

/** The reader's choice on this device, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (isLanguage(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** Loads a language and turns the page to it: texts, direction, and the locale that numbers and dates follow. */
export async function turnTo(language: Language): Promise<void> {
  const own = await Promise.all(Object.entries(catalogues).filter(([path]) => path.startsWith(`./${language}/`)).map(([, load]) => load()))
  i18n.loadAndActivate({ locale: language, locales: [language, 'en'], messages: Object.assign({}, ...Object.values(english), ...own) as Messages })
  document.documentElement.lang = language
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
  localStorage.setItem(KEPT, language)
}

/** What `Intl` formats with: Thai readers count years from the Buddha's death. */
export const localeOf = (language: string): string => (language === 'th' ? 'th-TH-u-ca-buddhist' : language === 'ar' ? 'ar-u-nu-latn' : language)
