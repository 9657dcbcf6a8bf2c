import { isRightToLeft, localeOf } from '@openvrs/core/i18n/languages.ts'
import { dayWords, periodWords } from '@openvrs/core/i18n/period-words.ts'
import { fill } from '@openvrs/core/problem.ts'
import ar from './i18n/mail.ar.json' with { type: 'json' }
import english from './i18n/mail.en.json' with { type: 'json' }
import fr from './i18n/mail.fr.json' with { type: 'json' }
import th from './i18n/mail.th.json' with { type: 'json' }

type Words = { readonly [key: string]: string }
/** What a language lacks is said in English. */
const WORDS: { readonly [language: string]: Words } = { ar, fr, th }

type KindOf<Key> = Key extends `${infer Kind}.text` ? Kind : never
/** Every mail that is ever sent. */
export type Kind = KindOf<keyof typeof english>
export const KINDS = Object.keys(english).filter((key) => key.endsWith('.text')).map((key) => key.slice(0, -'.text'.length) as Kind)

/** What members and dataflows are called in a language; codes where nothing is known of them. */
export type Names = { readonly member: (code: string) => string; readonly dataflow: (code: string) => string }

export type Letter = { readonly subject: string; readonly text: string }

/** The words of a mail, without a figure and in plain text. What is not translated is said in English as a whole, never half. */
export function letter(kind: Kind, values: { readonly [name: string]: string }, asked: string, names: Names): Letter {
  const own = WORDS[asked]
  const language = own?.[`${kind}.text`] === undefined || own[`${kind}.subject`] === undefined ? 'en' : asked
  const words: Words = language === 'en' ? english : own!
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'url' ? value : isolate(valueWords(name, value, language, words, names), language)]))
  const of = (part: string) => fill(words[`${kind}.${part}`]!, said)
  return { subject: direct(of('subject'), language), text: of('text').split('\n').map((line) => direct(line, language)).join('\n') }
}

/** Days, periods, roles and what was lost in the words of the language, members and dataflows by name. */
function valueWords(name: string, value: string, language: string, words: Words, names: Names): string {
  switch (name) {
    case 'role': case 'lost':
      return words[`${name}.${value}`] ?? value
    case 'member': case 'owner':
      return names.member(value)
    case 'dataflow':
      return names.dataflow(value)
    case 'from': case 'to':
      return periodWords(language, value)
    case 'until': case 'expires':
      return value.includes('T') ? momentWords(language, value) : dayWords(language, value)
    default:
      return dayWords(language, value)
  }
}

const momentWords = (language: string, instant: string): string => `${new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(instant))} UTC`

/** Within a line that runs from the right, an address or a code keeps its own direction and moves nothing beside it. */
const isolate = (value: string, language: string): string => (isRightToLeft(language) ? `\u2068${value}\u2069` : value)

/** A line begins as its language runs, whatever its first word is. Addresses stand alone on theirs, to be opened as they are. */
const direct = (line: string, language: string): string => (isRightToLeft(language) && line !== '' && !/^https?:/.test(line) ? `\u200f${line}` : line)
