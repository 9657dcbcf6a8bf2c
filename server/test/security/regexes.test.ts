import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import tokenize, { types } from 'ret'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { PARTS, schemaOf, type JsonSchema } from './valid.ts'

/**
 * 16: no regular expression backtracks without bound. Every literal of the source and every pattern of the contract is looked
 * at: repetitions within repetitions can take exponential time, and one at the start of a pattern that is searched for at
 * every place of a text can take its square.
 */

const root = join(import.meta.dirname, '../../..')
const ROOMS = ['core/src', 'contract/src', 'server/src']

/** Looked at, and why each is harmless. */
const KNOWN: { readonly [pattern: string]: string } = {
  "^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$": 'zod\'s e-mail address: the dot that ends each repetition is not in its class, so there is one way to divide a text',
  '=+$': 'searched in base64 of ours, which ends with two at most',
  '0+$': 'searched in the digits of one number',
  '\\s*\\n\\s*': 'searched in a sentence of ours',
  '(\\d+)\\/bin\\/?$': 'searched in the path of PostgreSQL\'s programs',
}

type Found = { readonly at: string; readonly pattern: string }

function literalsIn(node: unknown, at: string): Found[] {
  if (Array.isArray(node)) return node.flatMap((one) => literalsIn(one, at))
  if (typeof node !== 'object' || node === null) return []
  const { regex } = node as { regex?: { pattern: string } }
  if (regex) return [{ at, pattern: regex.pattern }]
  const { type, callee, arguments: given } = node as { type?: string; callee?: { name?: string }; arguments?: { value?: unknown }[] }
  const made = type === 'NewExpression' && callee?.name === 'RegExp' ? [{ at, pattern: String(given?.[0]?.value ?? 'made of a variable') }] : []
  return [...made, ...Object.values(node).flatMap((child) => literalsIn(child, at))]
}

const literals = ROOMS.flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.(test|d)\.ts$|(^|\/)trial/.test(name)).flatMap((name) => {
  const path = join(root, room, name)
  return literalsIn(parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }), relative(root, path))
}))

function patternsOf(schema: JsonSchema, at: string): Found[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : []), ...(schema.propertyNames ? [schema.propertyNames] : []), ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [])]
  return [...(schema.pattern ? [{ at, pattern: schema.pattern }] : []), ...inner.flatMap((one) => patternsOf(one, at))]
}
const patterns = allRoutes.flatMap((route) => PARTS.flatMap((part) => {
  const schema = schemaOf(route, part)
  return schema ? patternsOf(schema, route.id) : []
}))

type Token = { readonly type: number; readonly min?: number; readonly max?: number; readonly stack?: readonly Token[]; readonly options?: readonly (readonly Token[])[]; readonly value?: Token | number }

/** What looks back is read as what looks ahead: the reader of patterns does not know it, and it is made of the same. */
const tokensOf = (pattern: string): Token => (tokenize as unknown as (pattern: string) => Token)(pattern.replaceAll(/\(\?<([=!])/g, '(?$1'))
const inside = ({ stack, options, value }: Token): readonly Token[] => [...(stack ?? []), ...(options?.flat() ?? []), ...(typeof value === 'object' ? [value] : [])]
const isOpen = ({ type, max = 0 }: Token): boolean => type === types.REPETITION && max > 25
const isLoose = ({ type, min, max }: Token): boolean => type === types.REPETITION && min !== max
const holds = (token: Token, what: (token: Token) => boolean): boolean => inside(token).some((child) => what(child) || holds(child, what))

/** Whether a repetition (of more than a few) holds one whose length is open: a text can then be divided in ever more ways. */
const nests = (token: Token): boolean => (isOpen(token) && holds(token, isLoose)) || inside(token).some(nests)

/** Whether a search tries a repetition without end at every place of a text, and then asks for something more. */
function startsOpen(pattern: string): boolean {
  let tokens = tokensOf(pattern).stack ?? []
  while (tokens[0]?.type === types.GROUP && tokens[0].stack) tokens = [...tokens[0].stack, ...tokens.slice(1)]
  return tokens.length > 1 && isOpen(tokens[0]!) && tokens[0]!.max === Infinity
}

test('16: the checks find what they look for', () => {
  expect(['(a+)+$', '^(\\w*)*x', '^(a|a?)+$', '^(x{1,2}){30,}$', '^[a-z]{1,3}$', '^(ab{3})+c?$', '^(-[a-z]{2,8}){0,3}$'].map((pattern) => nests(tokensOf(pattern)))).toEqual([true, true, true, true, false, false, false])
  expect([startsOpen('\\s+$'), startsOpen('(\\w+)\\s*='), startsOpen('^\\s+$'), startsOpen('\\s+'), startsOpen('a\\s+$')]).toEqual([true, true, false, false, false])
  expect(literals.length).toBeGreaterThan(100)
  expect(patterns.length).toBeGreaterThan(100)
})

test('16: no regular expression backtracks without bound', () => {
  const all = [...literals, ...patterns]
  const risky = all.filter(({ pattern }) => nests(tokensOf(pattern)) || startsOpen(pattern))
  expect(risky.filter(({ pattern }) => !KNOWN[pattern])).toEqual([])
  expect(Object.keys(KNOWN).filter((pattern) => !risky.some((found) => found.pattern === pattern))).toEqual([])
})

test('16: none is made of what somebody sends', () => {
  expect(literals.filter(({ pattern }) => pattern === 'made of a variable')).toEqual([])
})
