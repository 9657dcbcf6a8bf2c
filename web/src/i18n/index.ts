import { i18n, type Messages } from '@lingui/core'
import { isLanguage, isRightToLeft, type Language } from '@openvrs/core/i18n/languages.ts'

export type { Language }
/** The languages, each in its own words. */
export const LANGUAGES: { readonly [L in Language]: string } = { en: 'English', fr: 'Français', th: 'ไทย', ar: 'العربية' }

const catalogues = import.meta.glob<Messages>('./*/*.json', { import: 'default' })
const english = import.meta.glob<Messages>('./en/*.json', { import: 'default', eager: true })
const KEPT = 'openvrs.language'

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
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr'
  localStorage.setItem(KEPT, language)
}
