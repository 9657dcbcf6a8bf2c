import { isRightToLeft } from './languages.ts'

/** Values that fill the placeholders of a sentence. They reach the author of the request, never the log. */
export type ProblemValues = { readonly [name: string]: string | number }

const PLURAL = /\{([a-zA-Z_]+), plural,/g
const FORM = /(zero|one|two|few|many|other) \{([^{}]*)\}/g
const NAME = /\{([a-zA-Z_]+)\}/g

/**
 * Fills `{name}` and `{count, plural, one {# row} other {# rows}}` of a catalogue's sentence, in the forms of its language.
 * Unknown names stay visible, so that a test can find them. In a sentence that runs from right to left each value keeps its
 * own direction (Unicode's isolates), so that a code or a range is not turned around.
 */
export function fill(sentence: string, values: ProblemValues, language = 'en'): string {
  const own = isRightToLeft(language) ? isolated : (text: string) => text
  return fillPlurals(sentence, values, language)
    .replace(NAME, (whole, name: string) => (Object.hasOwn(values, name) ? own(String(values[name])) : whole))
}

function fillPlurals(sentence: string, values: ProblemValues, language: string): string {
  let filled = ''
  let done = 0
  for (const { 0: opening, 1: name, index } of sentence.matchAll(PLURAL)) {
    const end = endOf(sentence, index)
    if (end === undefined || !Object.hasOwn(values, name!)) continue
    filled += sentence.slice(done, index) + pluralForm(sentence.slice(index + opening.length, end), Number(values[name!]), language)
    done = end + 1
  }
  return filled + sentence.slice(done)
}

/** Where the brace that opens at a place is closed. */
function endOf(sentence: string, from: number): number | undefined {
  for (let at = from, depth = 0; at < sentence.length; at++) {
    if (sentence[at] === '{') depth++
    if (sentence[at] === '}' && --depth === 0) return at
  }
  return undefined
}

/** A text without letters has no direction of its own: a number with its sign runs from left to right. */
const isolated = (text: string): string => `${/\p{L}/u.test(text) ? '\u2068' : '\u2066'}${text}\u2069`

function pluralForm(forms: string, count: number, language: string): string {
  const said = new Map([...forms.matchAll(FORM)].map(([, form, text]) => [form!, text!]))
  return (said.get(new Intl.PluralRules(language).select(count)) ?? said.get('other') ?? '').replaceAll('#', String(count))
}
