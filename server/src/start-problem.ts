import { fill, type ProblemValues } from '@openvrs/core/problem.ts'
import words from './i18n/start.en.json' with { type: 'json' }

/** Why a server cannot start or stop, in words for the person at the machine. No password ever stands in the values. */
export class StartProblem extends Error {
  readonly code: keyof typeof words

  constructor(code: keyof typeof words, values: ProblemValues = {}) {
    super(fill(words[code], values))
    this.name = 'StartProblem'
    this.code = code
  }
}

/** The reason that a caught value gives, on one line. */
export const reasonOf = (caught: unknown): string => (caught instanceof Error ? caught.message : String(caught)).trim().replaceAll(/\s*\n\s*/g, ' ')
