import sentences from '../i18n/refusals.en.json' with { type: 'json' }
import { fill, type ProblemValues } from '../i18n/fill.ts'
import { ENGLISH, sentenceOf, type Sentences } from '../i18n/sentences.ts'

/** Why a row is rejected. The sentences stand in `i18n/refusals.en.json`; their values never hold text of the file. */
export type Reason = keyof typeof sentences
export type Refusal = { readonly reason: Reason; readonly values: ProblemValues }

/** A row that was not taken: where it stands, why, and the cell as written (for its uploader alone). */
export type Reject = {
  /** The row as a spreadsheet numbers it: the first row of the file is 1. */
  readonly row: number
  /** The header of the column at fault; empty where the whole row is. */
  readonly column: string
  readonly reason: Reason
  readonly values: ProblemValues
  readonly text: string
}

export function refusalText(refusal: Refusal, own: Pick<Sentences, 'language' | 'refusals'> = ENGLISH): string {
  const [sentence, language] = sentenceOf(own.refusals, own.language, sentences, refusal.reason)
  return fill(sentence, refusal.values, language)
}

export const refuse = (reason: Reason, values: ProblemValues = {}): Refusal => ({ reason, values })
