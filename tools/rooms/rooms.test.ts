import { describe, expect, test } from 'vitest'
import { checkRooms } from './check.ts'
import { importsOf } from './imports.ts'

const manifests = new Map([
  ['core/package.json', new Set(['yaml', 'zod'])],
  ['contract/package.json', new Set(['@openvrs/core', 'zod'])],
  ['server/package.json', new Set(['pg', 'kysely', 'zod'])],
  ['web/package.json', new Set(['react'])],
  ['package.json', new Set(['vitest', 'playwright-core'])],
])
const refusals = (path: string, text: string) => checkRooms([{ path, text }], manifests).map((v) => v.message)

test('every way to import is seen, with its line', () => {
  const text = `import a from 'a'\nimport type { B } from 'b'\nexport * from 'c'\nexport { d } from 'd'\nconst e = await import('e')\ntype F = import('f').F\nimport 'g'\nconst h = import(name)`
  expect(importsOf('x.ts', text).toSorted((x, y) => x.line - y.line)).toEqual([
    { from: 'a', line: 1 }, { from: 'b', line: 2 }, { from: 'c', line: 3 }, { from: 'd', line: 4 }, { from: 'e', line: 5 }, { from: 'f', line: 6 }, { from: 'g', line: 7 }, { from: 'name', line: 8 },
  ])
})

describe('planted violations are found', () => {
  test.each([
    ['core/src/a.ts', `import { readFileSync } from 'node:fs'`, 'core may not use Node'],
    ['core/src/a.ts', `import type { Stats } from 'fs'`, 'core may not use Node'],
    ['core/src/a.ts', `import pg from 'pg'`, 'pg is not among the packages of core/package.json'],
    ['core/src/a.ts', `import type { Db } from '../../server/src/db/connect.ts'`, 'core may not import plumbing'],
    ['core/src/a.ts', `type Db = import('../../server/src/db/connect.ts').Db`, 'core may not import plumbing'],
    ['core/src/a.ts', `import { route } from '@openvrs/contract/route.ts'`, 'core may not import contract'],
    ['core/src/a.ts', `const m = await import(somewhere)`, 'somewhere is not among the packages'],
    ['contract/src/a.ts', `import { x } from '@openvrs/server/app.ts'`, 'contract may not import assembly'],
    ['contract/src/a.ts', `import { yaml } from 'yaml'`, 'yaml is not among the packages'],
    ['server/src/db/a.ts', `import { approve } from '../reports/index.ts'`, 'plumbing may not import capability'],
    ['server/src/db/a.ts', `import { buildApp } from '../app.ts'`, 'plumbing may not import assembly'],
    ['server/src/reports/a.ts', `import { member } from '../identity/queries.ts'`, 'through its index.ts'],
    ['server/src/reports/a.ts', `import { buildApp } from '../app.ts'`, 'capability may not import assembly'],
    ['server/src/reports/a.ts', `import { testApp } from '../../test/app.ts'`, 'capability may not import server tests'],
    ['server/src/reports/a.ts', `import { rowsOf } from '../../../core/src/report/table.ts'`, `by its package's name`],
    ['server/src/cli/a.ts', `import { connect } from '../db/connect.ts'`, 'command line may not import plumbing'],
    ['server/src/app.ts', `import { x } from './reports/actions.ts'`, 'through its index.ts'],
    ['web/src/a.tsx', `import { connect } from '../../server/src/db/connect.ts'`, 'web may not import plumbing'],
    ['web/src/a.tsx', `import { readFile } from 'node:fs/promises'`, 'web may not use Node'],
    ['e2e/a.test.ts', `import { buildApp } from '../server/src/app.ts'`, 'e2e may not import assembly'],
    ['bench/a.ts', `import { rowsOf } from '@openvrs/core/report/table.ts'`, 'bench may not import core'],
    ['elsewhere/a.ts', ``, 'in no room'],
  ])('%s: %s', (path, text, expected) => {
    expect(refusals(path, text).join('\n')).toContain(expected)
  })

  test('capabilities in a circle', () => {
    const file = (name: string, other: string) => ({ path: `server/src/${name}/index.ts`, text: `import { x } from '../${other}/index.ts'` })
    const found = checkRooms([file('reports', 'sharing'), file('sharing', 'audit'), file('audit', 'reports')], manifests)
    expect(found.map((v) => v.message)).toEqual(['capabilities in a circle: reports → sharing → audit → reports'])
  })
})

test('what the rules allow passes', () => {
  const allowed: [string, string][] = [
    ['core/src/a.ts', `import { z } from 'zod'; import { b } from './report/b.ts'; import words from './i18n/x.json' with { type: 'json' }`],
    ['core/src/a.test.ts', `import { test } from 'vitest'; import { readFileSync } from 'node:fs'`],
    ['contract/src/a.ts', `import { Problem } from '@openvrs/core/problem.ts'`],
    ['server/src/reports/a.ts', `import { readFile } from 'node:fs/promises'; import { member } from '../identity/index.ts'; import { connect } from '../db/connect.ts'`],
    ['server/src/reports/a.db.test.ts', `import { testApp } from '../../test/app.ts'; import type { Services } from '../app.ts'`],
    ['server/src/app.ts', `import { reports } from './reports/index.ts'`],
    ['web/src/a.tsx', `import type { Task } from '@openvrs/contract/tasks.ts'; import { useState } from 'react'`],
  ]
  for (const [path, text] of allowed) expect(refusals(path, text), path).toEqual([])
})
