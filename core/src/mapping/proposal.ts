import { fill, type ProblemValues } from '../problem.ts'
import sentences from './suggest.en.json' with { type: 'json' }
import { OPEN } from './language.ts'

export type Remark = keyof typeof sentences

const LONGEST_REMARK = 300

/** The text of a proposed mapping, line by line, and what is left open in it. */
export class Proposal {
  private readonly lines: string[]
  private readonly undecided: string[] = []

  constructor(dataflow: string) {
    this.lines = [`# ${fill(sentences.head, { dataflow })}`]
  }

  line(depth: number, text: string, remark?: Remark, values: ProblemValues = {}): void {
    const words = remark === undefined ? '' : `  # ${oneLine(fill(sentences[remark], values))}`
    this.lines.push(`${'  '.repeat(depth)}${text}${words}`)
  }

  /** A line whose value is yours to decide. `what` names it among the undecided. */
  open(depth: number, start: string, remark: Remark, values: ProblemValues, what: Remark, whatValues: ProblemValues = values): void {
    this.line(depth, `${start}${quote(OPEN)}`, remark, values)
    this.leave(what, whatValues)
  }

  leave(what: Remark, values: ProblemValues = {}): void {
    const words = oneLine(fill(sentences[what], values))
    if (!this.undecided.includes(words)) this.undecided.push(words)
  }

  remark(depth: number, remark: Remark, values: ProblemValues = {}): void {
    this.lines.push(`${'  '.repeat(depth)}# ${oneLine(fill(sentences[remark], values))}`)
  }

  gap(): void {
    this.lines.push('')
  }

  done(): { readonly mapping: string; readonly undecided: readonly string[] } {
    return { mapping: `${this.lines.join('\n')}\n`, undecided: this.undecided }
  }
}

/** No character of the file may end the comment or the line that it stands in. */
const oneLine = (text: string): string => text.replace(/[\p{C}\u2028\u2029]+/gu, ' ').slice(0, LONGEST_REMARK)

const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i

/** A text as a YAML scalar: plain where that is certain to stay a text, else quoted as JSON is, which YAML reads. */
export const quote = (text: string): string =>
  /^[\p{L}_][\p{L}\p{M}\d _()/.-]*$/u.test(text) && !text.endsWith(' ') && !RESERVED.test(text) ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
