import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { withViewer } from '../db/viewer.ts'
import { changeTerms, copyTerms, withdrawRelease } from '../sharing/index.ts'
import { writeEntries } from './entries.ts'

const signer = { kid: 'test', sign: async <M>(manifest: M) => ({ manifest, payload: '', protected: '', signature: '' }) }
let app: TestApp
let khm: Actor
let tha: Actor

const figures = (value: number, key: Figure['key']): readonly Figure[] => ['2026-07', '2026-08', '2026-09'].map((timePeriod) => ({ timePeriod, value, key }))

beforeAll(async () => {
  app = await testApp()
  khm = await app.person('KHM', 'analyst')
  tha = await app.person('THA', 'focal_point')
  await shareFigures(app.services.db, 'KHM', figures(1, { CITIZENSHIP: 'MMR' }), { level: 'CONTRIBUTORS' }, TODAY)
  await shareFigures(app.services.db, 'THA', figures(2, { CITIZENSHIP: 'MMR', SEX: 'F' }), { level: 'CONTRIBUTORS' }, TODAY)
  await writeEntries(app.services.jobs)
})
afterAll(() => app?.close())

type Answer = { readonly results: readonly { readonly kind: string; readonly id: string; readonly title: { text: string; ranges: [number, number][] }; readonly text: { text: string; ranges: [number, number][] } | null; readonly member: string | null; readonly codes: readonly object[] }[]; readonly total: number; readonly meant: string | null; readonly next: string | null; readonly facets: { readonly kind: { value: string; count: number }[] } }
async function search(actor: Actor | null, q: string, more = '', language = 'en'): Promise<Answer> {
  const answer = await app.call(actor, 'GET', `/api/search?q=${encodeURIComponent(q)}${more}`, undefined, { 'accept-language': language })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

test('try', async () => {
  for (const [who, q, more] of [[khm, 'Myanmar', ''], [khm, 'เมียนมา หญิง', ''], [khm, 'Myanmar 2026-08', '&kind=series'], [null, 'Myanmar', ''], [khm, 'viet nam', ''], [khm, 'Mianmar', ''], [khm, 'detected migrants of Thailand', '']] as const) {
    const at = performance.now()
    const answer = await search(who, q, more)
    console.log(q, performance.now() - at, answer.total, answer.meant, JSON.stringify(answer.facets), answer.results.slice(0,6).map((r) => JSON.stringify(r)).join('\n'))
  }
  console.log((await app.call(khm, 'GET', '/api/search/suggestions?q=mya')).body)
})
