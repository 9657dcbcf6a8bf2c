/** One text a key, as a catalogue beside this file holds it. */
export type Texts = { readonly [key: string]: string }

/** What the core says, in another language than English: what is missing here is said in English. The files lie beside the English ones. */
export type Sentences = {
  readonly language: string
  readonly problems: { readonly [code: string]: string | { readonly title: string; readonly detail?: string } }
  readonly access: Texts
  readonly refusals: Texts
  readonly faults: Texts
  readonly columns: Texts
  readonly narratives: Texts
}

export const ENGLISH: Sentences = { language: 'en', problems: {}, access: {}, refusals: {}, faults: {}, columns: {}, narratives: {} }

/** A sentence and the language that it is in. */
export const sentenceOf = (own: Texts, language: string, english: Texts, key: string): readonly [string, string] => {
  const said = Object.hasOwn(own, key) ? own[key] : undefined
  return said === undefined ? [english[key] ?? key, 'en'] : [said, language]
}
