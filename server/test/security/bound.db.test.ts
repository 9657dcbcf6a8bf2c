import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { testApp, type TestApp } from '../app.ts'

/** What answers at all: the contract, its own description and the pages; nothing that a library brings along. */
const BESIDE_THE_CONTRACT = [
  '/assets/*', '/worker.js', '/api/openapi.json', '/api/docs/threat-model.md', '/api/docs/security.md', '/api/docs', '/api/docs/', '/api/docs/json', '/api/docs/yaml', '/api/docs/static/*', '/api/docs/static/index.html', '/api/docs/static/swagger-initializer.js', '/api/docs/static/theme/openvrs.css',
].flatMap((path) => [`GET ${path}`, `HEAD ${path}`])

const apps: { [mode: string]: TestApp } = {}
beforeAll(async () => {
  apps['training'] = await testApp()
  apps['live'] = await testApp({ mode: 'live' })
})
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())))

/** Method and path of every route that the server has, read from the tree that its router prints. */
function boundRoutes(app: TestApp): string[] {
  const above: string[] = []
  return app.http.printRoutes({ commonPrefix: true }).split('\n').flatMap((line) => {
    const match = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line)
    if (!match) return []
    const [, indent = '', name = '', methods] = match
    const depth = indent.length / 4
    above.length = depth
    above.push(name)
    return methods ? methods.split(', ').map((method) => `${method} ${above.join('')}`) : []
  })
}

const ofContract = (mode: string): string[] =>
  allRoutes.filter(({ who }) => mode === 'training' || who !== 'training').flatMap(({ method, path }) => [`${method} ${path}`, ...(method === 'GET' ? [`HEAD ${path}`] : [])])

test.each(['training', 'live'])('7: a %s system binds every route of the contract and no other', (mode) => {
  expect(boundRoutes(apps[mode]!).sort()).toEqual([...ofContract(mode), ...BESIDE_THE_CONTRACT].sort())
})

test('7: what is not bound is not there, with the words that anything else not there has', async () => {
  const app = apps['live']!
  const absent = await app.call(null, 'GET', '/api/nothing')
  const paths = ['/api/auth/sign-up/email', '/api/auth/session', '/api/auth/admin', '/documentation', '/metrics', '/.env', '/.git/config', '/server/src/main.ts', '/assets/../index.html', '/assets/%00', '/assets/x%00.js', '/assets/..%2findex.html', '/assets/%2e%2e/%2e%2e/%2e%2e/package.json', '/api/docs/static/..%2f..%2fpackage.json', '//api/tasks', '/API/tasks', '/api/units/']
  for (const path of paths) expect([path, ...Object.values(await app.call(null, 'GET', path).then(({ statusCode, body }) => ({ statusCode, body })))]).toEqual([path, 404, absent.body])
  for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH'] as const) expect([method, (await app.http.inject({ method: method as 'OPTIONS', url: '/api/tasks', headers: { host: 'localhost' } })).statusCode]).toEqual([method, 404])
})

test('7: no header changes the method or the path', async () => {
  const app = apps['training']!
  const actor = await app.person('THA', 'focal_point')
  const before = await app.migrator.selectFrom('unit').select('code').where('ref_area', '=', 'THA').execute()
  for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method', 'x-original-url', 'x-rewrite-url']) {
    expect((await app.call(actor, 'GET', '/api/units', undefined, { [header]: header.endsWith('url') ? '/api/people' : 'POST' })).json()).toHaveProperty('units')
  }
  expect(await app.migrator.selectFrom('unit').select('code').where('ref_area', '=', 'THA').execute()).toEqual(before)
})
