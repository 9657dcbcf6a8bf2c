/** A name by language; English is always there. */
export type Names = { readonly [language: string]: string }

export const nameIn = (names: Names | undefined, language: string, otherwise = ''): string => names?.[language] ?? names?.['en'] ?? otherwise
