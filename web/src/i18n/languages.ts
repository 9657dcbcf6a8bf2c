import { isLanguage, isRightToLeft, type Language } from '@openvrs/core/i18n/languages.ts'

export type { Language }
/** The languages, each in its own words. */
export const LANGUAGES: { readonly [L in Language]: string } = { en: 'English', fr: 'Français', th: 'ไทย', ar: 'العربية' }

const KEPT = 'openvrs.language'

/** The reader's choice on this device, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (isLanguage(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** The language and direction of the page; answers of the API are asked for in it, too. */
export function showLanguage(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr'
}

export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT, language)
