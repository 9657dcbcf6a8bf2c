import type { NarrativeField } from '@openvrs/core/metadata/model.ts'
import type { Answer, Leg, NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { asciiDigits } from '@openvrs/core/mapping/words.ts'
import type { InputOf } from '../../api/call.ts'

type Body = NonNullable<InputOf<'narrativeDrafts', 'add'>['body']>['body']

/** A narrative as it is sent: what was left empty is not there, numbers are numbers. What is no number goes as it was typed, and the reader says so. */
export function toBody({ fields, ...common }: NarrativeBody, asked: readonly NarrativeField[]): Body {
  return { ...common, summary: common.summary.trim(), text: common.text.trim(), period: common.period.trim(), series: common.series.map(({ dataflow, codes }) => ({ dataflow, codes: { ...codes } })), fields: answersOf(fields, asked) } as Body
}

function answersOf(answers: { readonly [field: string]: Answer }, asked: readonly NarrativeField[]): { readonly [field: string]: Answer } {
  return Object.fromEntries(asked.flatMap((field) => {
    const answer = answers[field.id]
    if (answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)) return []
    return [[field.id, answerOf(field, answer)]]
  }))
}

function answerOf(field: NarrativeField, answer: Answer): Answer {
  switch (field.kind) {
    case 'number':
      return numberOf(String(answer))
    case 'text':
    case 'period':
      return String(answer).trim()
    case 'legs':
      return (answer as readonly Leg[]).map((leg) => answersOf(leg, field.fields) as Leg)
    case 'code':
    case 'register':
    case 'series':
      return answer
  }
}

/** Digits of any script; a comma may stand for the point. */
export function numberOf(text: string): string | number {
  const plain = asciiDigits(text.trim()).replaceAll(/[\s'’\u00a0\u202f]/g, '').replace(/^(-?\d+),(\d+)$/, '$1.$2')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text
}
