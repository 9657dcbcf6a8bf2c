import type { Collection, Frequency, NarrativeField, NarrativeKind } from '../metadata/model.ts'
import { comparePeriods, frequencyOf, inRange, isPeriod, periodStart } from '../report/period.ts'
import { checkLinks } from './links.ts'
import { CODES_MOST, COMMON_LISTS, LEGS_MOST, SUMMARY_MOST, TEXT_MOST, type Answer, type CommonCode, type Leg, type NarrativeBody } from './narrative.ts'
import type { FaultKey } from './wording.ts'

/** Something wrong with an answer. `field`: its id, of a leg's answer `LEGS.2.TO`; common fields by their own names. */
export type NarrativeFault = { readonly field: string; readonly key: FaultKey; readonly values: { readonly [name: string]: string | number } }

export type NarrativeContext = {
  readonly collection: Collection
  /** What the report that it stands in covers. */
  readonly range: { readonly freq: Frequency; readonly from: string; readonly to: string }
  readonly now: Date
}

export type Say = (field: string, key: FaultKey, values?: NarrativeFault['values']) => void

/** Reads a narrative strictly: all that is wrong with it comes at once, in the order of the form. Without a fault it may be submitted. */
export function checkNarrative(kind: NarrativeKind, body: NarrativeBody, context: NarrativeContext): readonly NarrativeFault[] {
  const faults: NarrativeFault[] = []
  const say: Say = (field, key, values = {}) => void faults.push({ field, key, values })
  checkCommon(body, context, say)
  checkAnswers(kind.fields, body.fields, '', context, say)
  return faults
}

function checkCommon(body: NarrativeBody, { collection, range, now }: NarrativeContext, say: Say): void {
  if (frequencyOf(body.period) !== range.freq || !inRange(body.period, range.from, range.to)) say('period', 'outside', { period: body.period, from: range.from, to: range.to })
  else if (!hasBegun(body.period, now)) say('period', 'future', { period: body.period })
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(body.language)) say('language', 'language')
  checkText('summary', body.summary, SUMMARY_MOST, true, say)
  checkText('text', body.text, TEXT_MOST, true, say)
  for (const [name, list] of Object.entries(COMMON_LISTS) as [CommonCode, string][]) {
    if (body[name] === '') say(name, 'missing')
    else checkCode(name, body[name], codesOf(collection, { kind: 'code', list }), say)
  }
  checkLinks('series', body.series, collection, say)
}

/** The answers of a form, or of one leg, whose fields `prefix` leads to. */
function checkAnswers(fields: readonly NarrativeField[], answers: { readonly [field: string]: Answer }, prefix: string, context: NarrativeContext, say: Say): void {
  for (const id of Object.keys(answers)) if (!fields.some((field) => field.id === id)) say(prefix + id, 'unknown')
  for (const field of fields) {
    const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined
    const place = prefix + field.id
    if (isEmpty(answer)) {
      if (field.required) say(place, 'missing')
    } else if (checkAnswer(place, field, answer, context, say) && field.notBelow !== undefined) {
      const bound = answers[field.notBelow]
      if (isBelow(answer, bound)) say(place, 'below', { value: answer as string | number, other: prefix + field.notBelow, bound: bound as string | number })
    }
  }
}

const isEmpty = (answer: Answer | undefined): answer is undefined => answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)

/** Whether the answer is of the kind that is asked for; what is wrong with it beyond that is said all the same. */
function checkAnswer(place: string, field: NarrativeField, answer: Answer, context: NarrativeContext, say: Say): boolean {
  switch (field.kind) {
    case 'text':
      return typeof answer === 'string' ? checkText(place, answer, field.most, false, say) : odd(place, say)
    case 'code':
    case 'register':
      return checkCodes(place, field, answer, context.collection, say)
    case 'number':
      return typeof answer === 'number' ? checkNumber(place, answer, field, say) : odd(place, say)
    case 'period':
      return typeof answer === 'string' ? checkPeriod(place, answer, context.now, say) : odd(place, say)
    case 'series':
      return Array.isArray(answer) && answer.every((one) => typeof one === 'object') ? checkLinks(place, answer, context.collection, say) : odd(place, say)
    case 'legs':
      return Array.isArray(answer) && answer.every((one) => typeof one === 'object') ? checkLegs(place, field, answer, context, say) : odd(place, say)
  }
}

/** Legs are numbered by their order, so that no number can lack; each begins where the one before it ends. */
function checkLegs(place: string, { fields, from, to }: Extract<NarrativeField, { kind: 'legs' }>, legs: readonly Leg[], context: NarrativeContext, say: Say): true {
  if (legs.length > LEGS_MOST) say(place, 'many', { most: LEGS_MOST })
  legs.forEach((leg, at) => {
    checkAnswers(fields, leg, `${place}.${at + 1}.`, context, say)
    const [begins, ends] = [leg[from], legs[at - 1]?.[to]]
    if (begins && ends && begins !== ends) say(`${place}.${at + 1}.${from}`, 'apart', { leg: at + 1, begins, before: at, ends })
  })
  return true
}

function odd(place: string, say: Say): false {
  say(place, 'odd')
  return false
}

/** No control characters but line feed and tab; required texts are more than blanks. */
function checkText(place: string, text: string, most: number, required: boolean, say: Say): boolean {
  const length = [...text].length
  if (required && text.trim() === '') say(place, 'missing')
  else if (length > most) say(place, 'long', { length, most })
  else if (/[\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]/u.test(text)) say(place, 'control')
  return true
}

function checkNumber(place: string, value: number, { whole, least, most }: Extract<NarrativeField, { kind: 'number' }>, say: Say): boolean {
  if (!Number.isFinite(value) || value < least || value > most) say(place, 'range', { value, least, most })
  else if (whole && !Number.isInteger(value)) say(place, 'whole', { value })
  return true
}

function checkPeriod(place: string, period: string, now: Date, say: Say): boolean {
  if (!isPeriod(period)) {
    say(place, 'period', { value: period })
    return false
  }
  if (!hasBegun(period, now)) say(place, 'future', { period })
  return true
}

const hasBegun = (period: string, now: Date): boolean => periodStart(period) <= now

type Coded = { readonly kind: 'code'; readonly list: string } | { readonly kind: 'register'; readonly register: 'route' | 'place' }

/** The codes that an answer may name. */
const codesOf = (collection: Collection, field: Coded): readonly { readonly id: string }[] =>
  field.kind === 'code' ? (collection.codelists.get(field.list)?.codes ?? []) : collection.register.filter((entry) => entry.register === field.register)

function checkCodes(place: string, field: Coded & { readonly many: boolean }, answer: Answer, collection: Collection, say: Say): boolean {
  const codes = field.many ? answer : [answer]
  if (!Array.isArray(codes) || !codes.every((code) => typeof code === 'string')) return odd(place, say)
  if (codes.length > CODES_MOST) say(place, 'many', { most: CODES_MOST })
  const known = codesOf(collection, field)
  codes.forEach((code, at) => {
    if (codes.indexOf(code) < at) say(place, 'twice', { code })
    else checkCode(place, code, known, say)
  })
  return true
}

function checkCode(place: string, code: string, known: readonly { readonly id: string }[], say: Say): void {
  if (!known.some(({ id }) => id === code)) say(place, 'code', { code })
}

function isBelow(answer: Answer, bound: Answer | undefined): boolean {
  if (typeof answer === 'number' && typeof bound === 'number') return answer < bound
  return typeof answer === 'string' && typeof bound === 'string' && isPeriod(bound) && comparePeriods(answer, bound) < 0
}
