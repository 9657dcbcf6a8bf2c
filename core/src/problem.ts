import { fill, type ProblemValues } from './i18n/fill.ts'
import catalogue from './i18n/problems.en.json' with { type: 'json' }
import { ENGLISH, type Sentences } from './i18n/sentences.ts'

/**
 * What can go wrong in a way that a person can act on. One catalogue: the code, its HTTP status and its sentence stand
 * together in `i18n/problems.en.json`; a test holds code, catalogue and docs against each other.
 */
export type ProblemCode = keyof typeof catalogue

export { fill, type ProblemValues }

/** A place in the input and what is wrong there, in English; `said` tells how to say it in another language. */
export type Place = { readonly path: string; readonly message: string; readonly said?: { readonly in: 'faults' | 'refusals'; readonly key: string; readonly values: ProblemValues } }

export class Problem extends Error {
  readonly code: ProblemCode
  readonly values: ProblemValues
  /** Places in the input, for problems that have several (schema errors). */
  readonly places: readonly Place[]

  constructor(code: ProblemCode, values: ProblemValues = {}, places: readonly Place[] = []) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.values = values
    this.places = places
  }
}

export const problemStatus = (code: ProblemCode): number => catalogue[code].status

/** The sentence of a problem with its values filled in; in English where the language lacks it. */
export const problemText = (code: ProblemCode, values: ProblemValues = {}, { language, problems }: Pick<Sentences, 'language' | 'problems'> = ENGLISH): { title: string; detail: string } => {
  const own = problems[code]
  const entry: { title: string; detail?: string } = typeof own === 'object' ? own : catalogue[code]
  return { title: entry.title, detail: fill(entry.detail ?? entry.title, values, typeof own === 'object' ? language : 'en') }
}

/** What is wrong at a place of a problem; in English where the language lacks it. */
export function placeText({ message, said }: Place, own: Sentences = ENGLISH): string {
  const sentence = said && own[said.in][said.key]
  return sentence === undefined ? message : fill(sentence, said!.values, own.language)
}
