import { i18n } from '@lingui/core'
import { keepLanguage, preferredLanguage, showLanguage, type Language } from './languages.ts'
import { fetchTexts } from './texts.ts'

export { LANGUAGES, type Language } from './languages.ts'

const shown = new Set(['shell'])

/** Fetches what a part of the pages says, in the language that is read now. */
export async function learn(part: string): Promise<void> {
  shown.add(part)
  const language = (i18n.locale || preferredLanguage()) as Language
  i18n.load(language, await fetchTexts(language, part))
}

/** Turns the page to a language: the texts of all that was shown so far, direction, and the locale that numbers and dates follow. */
export async function turnTo(language: Language): Promise<void> {
  const messages = await Promise.all([...shown].map((part) => fetchTexts(language, part)))
  i18n.load(language, Object.assign({}, ...messages))
  showLanguage(language)
  i18n.activate(language, [language, 'en'])
  keepLanguage(language)
}
