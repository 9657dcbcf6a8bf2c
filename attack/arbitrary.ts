import fc from 'fast-check'
import type { JsonSchema } from '../server/test/security/valid.ts'

/**
 * Values from the schemas of the contract: most of them accepted by the schema, the others wrong in the ways that break
 * software. `real` gives things that are there, by the pattern of their ids, so that requests get as far as the database.
 */
export type Real = (pattern: string) => readonly string[]

const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, 2 ** 53, '', ' ', '\u0000', '\ud800', '../../etc/passwd', "' or 1=1--", '"; drop table report;--', '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '%00', 'a'.repeat(10_000), '2026-13-45', 'NaN', [], {}, [[[[[[]]]]]], '\u202e\u0301'),
  fc.string({ unit: 'binary', maxLength: 200 }), fc.anything({ maxDepth: 3, maxKeys: 5 }).filter(isJson),
)

const WORDS = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom('REF_AREA=THA', 'TIME_PERIOD=2026', 'CITIZENSHIP,TIME_PERIOD', 'VRS_DETECT', 'as counted', '2026-01'))

/** `wrong`: how many of a hundred values break the schema. */
export function arbitraryOf(schema: JsonSchema, real: Real, wrong = 3): fc.Arbitrary<unknown> {
  const right = rightOf(schema, real, wrong)
  return fc.oneof({ weight: 100 - wrong, arbitrary: right }, { weight: wrong, arbitrary: NASTY })
}

function rightOf(schema: JsonSchema, real: Real, wrong: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, real, wrong)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, real, wrong)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, real, wrong), { minLength: schema.minItems ?? 0, maxLength: 4 })
    case 'string':
      return textOf(schema, real)
    case 'integer':
      return fc.oneof(fc.integer({ min: schema.minimum ?? -5, max: (schema.minimum ?? 0) + 400 }), fc.maxSafeInteger())
    case 'number':
      return fc.oneof(fc.integer({ min: -5, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return NASTY
  }
}

function objectOf(schema: JsonSchema, real: Real, wrong: number): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, arbitraryOf(of, real, wrong)]))
  const whole = fc.record(fields, { requiredKeys: [...(schema.required ?? [])] })
  const more = fc.tuple(whole, fc.constantFrom('__proto__', 'constructor', 'role', 'ref_area', 'x'), NASTY).map(([one, name, value]) => JSON.parse(`{${[...Object.entries(one), [name, value]].filter(([, v]) => v !== undefined).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v) ?? 'null'}`).join()}}`) as unknown)
  return fc.oneof({ weight: 30, arbitrary: whole }, { weight: 1, arbitrary: more })
}

function textOf({ pattern, format, minLength = 0, maxLength = 200 }: JsonSchema, real: Real): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
  if (format === 'date') return fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
  if (format === 'uuid') return fc.uuid()
  if (pattern === undefined) return WORDS.filter((text) => text.length >= minLength && text.length <= maxLength)
  const there = real(pattern)
  const formed = fc.stringMatching(new RegExp(pattern))
  return there.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: formed }) : formed
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}
