import { expect, test } from 'vitest'
import { problemText, type ProblemCode } from '@openvrs/core/problem.ts'
import { allRoutes } from '@openvrs/contract'
import catalogue from '@openvrs/core/i18n/problems.en.json' with { type: 'json' }
import { advised } from './problems.ts'
import { filesUnder, readPage } from './sources.ts'

const codes = Object.keys(catalogue) as ProblemCode[]
const sources = ['core/src', 'server/src'].flatMap((folder) => filesUnder(folder, /\.tsx?$/)).filter((path) => !path.endsWith('.test.ts')).map(readPage).join('\n')

/** The types see to the other direction: no code is used that the catalogue does not hold. */
test('every code of the catalogue is used somewhere', () => {
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([])
})

test('no code is raised past the types', () => {
  const raised = [...sources.matchAll(/new Problem\('([^']+)'/g)].map((match) => match[1]!)
  expect(raised.length).toBeGreaterThan(50)
  expect(raised.filter((code) => !Object.hasOwn(catalogue, code))).toEqual([])
})

test('the contract promises no problem that does not exist', () => {
  expect(allRoutes.flatMap((route) => route.problems ?? []).filter((code) => !Object.hasOwn(catalogue, code))).toEqual([])
})

test('advice is given for codes that exist', () => {
  expect(advised.filter((code) => !Object.hasOwn(catalogue, code))).toEqual([])
})

test('a code is a noun and what is wrong with it; its sentences end, and say no status', () => {
  for (const code of codes) {
    const { title, detail } = problemText(code)
    expect(code).toMatch(/^[a-z_]+(\.[a-z_]+)?$/)
    expect(title, code).not.toMatch(/[.!]$/)
    expect(detail, code).toMatch(/([.!]|: \{[a-z_]+\})$/)
    expect(catalogue[code].status, code).toBeGreaterThanOrEqual(400)
  }
})

test('each placeholder of a sentence is given a value where its problem is raised', () => {
  const raised = [...sources.matchAll(/new Problem\('([^']+)'(\)|, \{([^{}]*)\})/g)]
  expect(raised.length).toBeGreaterThan(50)
  const wanting = raised.flatMap(([whole, code, , given = '']) => {
    const names = [...catalogue[code as ProblemCode].detail.matchAll(/\{([a-zA-Z_]+)\}/g)].map((match) => match[1]!)
    return given.includes('...') ? [] : names.filter((name) => !new RegExp(`\\b${name}\\b`).test(given)).map((name) => `${whole} lacks ${name}`)
  })
  expect(wanting).toEqual([])
})
