/** Languages in which the software speaks. English is whole; where another lacks a sentence, English stands in. */
export const LANGUAGES = ['en', 'fr', 'th', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((language) => language === text)

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])
export const isRightToLeft = (language: string): boolean => RIGHT_TO_LEFT.has(language)

/** What `Intl` formats with: Thai readers count years from the Buddha's death; Arabic is read here with the digits of the figures; English has the day before the month, as the United Nations and most members write. */
export const localeOf = (language: string): string => (language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : language === 'ar' ? 'ar-u-ca-gregory-nu-latn' : language === 'en' ? 'en-GB' : language)

const MOST_TAGS = 20

/** The language that `Accept-Language` wishes most among ours (RFC 9110, 12.5.4); English where it wishes none of them. */
export function languageAsked(header: string | undefined): Language {
  const wishes = (header ?? '').split(',', MOST_TAGS).map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';')
    const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find((found) => found !== undefined)
    return { language: tag.split('-', 1)[0], quality: quality === undefined ? 1 : Number(quality) }
  })
  return wishes.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality).map(({ language }) => language).find(isLanguage) ?? 'en'
}
