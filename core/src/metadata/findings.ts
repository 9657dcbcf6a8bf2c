import type { z } from 'zod'
import sentences from '../i18n/collection.en.json' with { type: 'json' }
import { fill, type ProblemValues } from '../problem.ts'
import type { LineOf, Path, Source } from './source.ts'

/** Something about a file of a collection. Lines count from 1. */
export type CollectionFinding = {
  readonly file: string
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export type SentenceKey = keyof typeof sentences
const isSentenceKey = (text: string): text is SentenceKey => Object.hasOwn(sentences, text)

/** Collects everything that is wrong with a collection, so that its author hears all of it at once. */
export class Findings {
  private readonly all: CollectionFinding[] = []

  add(file: string, line: number, key: SentenceKey, values: ProblemValues = {}, severity: CollectionFinding['severity'] = 'error'): void {
    this.all.push({ file, line, severity, message: fill(sentences[key], values) })
  }

  /** About a place of a file whose shape is right. */
  at(source: Pick<Source<unknown>, 'file' | 'lineOf'>, path: Path, key: SentenceKey, values: ProblemValues = {}): void {
    this.add(source.file, source.lineOf(path), key, values)
  }

  /** About a place where the shape is not right. */
  addIssue(file: string, issue: z.core.$ZodIssue, lineOf: LineOf): void {
    const where = issue.path.map(String).join('.')
    const line = lineOf(issue.path)
    const name = String(issue.path.at(-1) ?? '')
    const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message
    if (inner !== undefined && isSentenceKey(inner)) {
      const value = issue.code === 'invalid_format' && issue.input !== undefined ? String(issue.input) : name
      return this.add(file, line, inner, { where, name: value })
    }
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined ? this.add(file, line, 'shape.missing', { where }) : this.add(file, line, 'shape.type', { where, expected: issue.expected })
      case 'unrecognized_keys':
        for (const key of issue.keys) this.add(file, lineOf([...issue.path, key]), 'shape.unknown', { names: [...issue.path, key].map(String).join('.') })
        return
      case 'invalid_value':
        return this.add(file, line, 'shape.choice', { where, choices: issue.values.map(String).join(', ') })
      case 'too_small':
      case 'too_big':
        return this.add(file, line, 'shape.range', { where })
      case 'invalid_format':
      case 'invalid_union':
      case 'invalid_key':
      case 'invalid_element':
      case 'not_multiple_of':
      case 'custom':
        return this.add(file, line, 'shape.invalid', { where })
    }
  }

  /** What names a list or dataflow that is not there; silent where its own file is there and broken, which was said already. */
  unknown(source: Pick<Source<unknown>, 'file' | 'lineOf'>, path: Path, named: { readonly list: string } | { readonly dataflow: string; readonly id: string }): void {
    const isList = 'list' in named
    const file = isList ? `codelists/${named.list}.yaml` : `dataflows/${named.dataflow}.yaml`
    if (this.all.some((f) => f.file === file)) return
    this.at(source, path, isList ? 'list.unknown' : 'rule.dataflow', named)
  }

  hasErrors(): boolean {
    return this.all.some((f) => f.severity === 'error')
  }

  sorted(): readonly CollectionFinding[] {
    return this.all.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  }
}
