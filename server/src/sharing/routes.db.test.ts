import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiptText, type Receipt } from '@openvrs/core/report/receipt.ts'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures, viewerOf } from '../../test/releases.ts'
import { sha256 } from '../audit/index.ts'
import { withViewer } from '../db/viewer.ts'
import { verifyReceipt } from '../reports/index.ts'

let app: TestApp
const people: { [name: string]: Actor } = {}
const person = (name: string): Actor => people[name]!
const months = (...numbers: number[]) => numbers.map((n) => ({ timePeriod: `2026-${String(n).padStart(2, '0')}`, value: 10 }))
const share = (member: string, numbers: number[], level: 'CONTRIBUTORS' | 'NATIONAL' = 'CONTRIBUTORS') => shareFigures(app.services.db, member, months(...numbers), { level }, TODAY)

beforeAll(async () => {
  app = await testApp()
  for (const member of ['THA', 'KHM', 'MYS', 'FJI', 'USA']) for (const role of ['focal_point', 'analyst'] as const) people[`${member} ${role}`] = await app.person(member, role)
  people['FRONTEX analyst'] = await app.person('FRONTEX', 'analyst')
  people['CAU'] = await app.person('CAU', 'cau_analyst')
  people['ADMIN'] = await app.person('CAU', 'administrator')
  await share('THA', [6, 7, 8, 9])
  await share('KHM', [7, 8, 9])
  await share('FJI', [1, 2, 3], 'NATIONAL')
})
afterAll(() => app.close())

const body = async (actor: string, method: 'GET' | 'POST' | 'PUT', path: string, sent?: object, status = 200) => {
  const answer = await app.call(person(actor), method, path, sent)
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.body === '' ? undefined : answer.json()
}
const ledger = (member: string) => withViewer(app.services.db, viewerOf(member, 'focal_point'), TODAY, (trx) =>
  trx.selectFrom('ledger').select(['member', 'role', 'dataflow', 'action', 'count']).where('ref_area', '=', member).orderBy('member').execute())

test('access says why a dataflow is closed and what would open it, and no more', async () => {
  expect(await body('FJI analyst', 'GET', '/api/access/VRS_DETECT')).toEqual({
    dataflow: 'VRS_DETECT', member: 'FJI', unlocked: false, reason_code: 'nothing_released', reason: expect.stringContaining('no figures'), missing_code: 'months',
    missing: expect.stringContaining('Share 3 more of the months November 2025 to October 2026'), contributors: 'fewer than three', years: '',
    values: expect.objectContaining({ covered: 0, needed: 3, within: 12 }), states: [],
  })
  expect(await body('THA analyst', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: true, reason_code: 'contributes', missing: '' })
  expect(await body('CAU', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: true, reason_code: 'secretariat' })
  expect(await body('ADMIN', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: false, reason_code: 'role' })
  expect(await body('FRONTEX analyst', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: false, reason_code: 'organisation' })
  await share('MYS', [10])
  expect(await body('MYS analyst', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: true, reason_code: 'grace', contributors: '3', years: '2026' })
  for (const who of ['THA analyst', 'MYS focal_point', 'CAU']) expect((await body(who, 'GET', '/api/access/VRS_DETECT')).states).toEqual(['KHM', 'MYS', 'THA'])
  for (const who of ['FJI analyst', 'FRONTEX analyst', 'ADMIN']) expect((await body(who, 'GET', '/api/access/VRS_DETECT')).states).toEqual([])
  await body('FJI analyst', 'GET', '/api/access/VRS_NOTHING', undefined, 404)
  for (const who of ['THA analyst', 'FJI analyst', 'ADMIN']) {
    const { dataflows } = await body(who, 'GET', '/api/access')
    expect(dataflows.length).toBeGreaterThan(5)
    for (const one of dataflows) expect(one, 'one call says what the calls of each dataflow say').toEqual(await body(who, 'GET', `/api/access/${one.dataflow}`))
  }
})

test('a group is made by one of its members, seen by them alone, and its name tells nobody else of it', async () => {
  expect(await body('THA focal_point', 'POST', '/api/groups', { name: 'Mekong', members: ['THA', 'KHM'] }, 201)).toEqual({ group: 'Mekong', made_by: 'THA', members: ['KHM', 'THA'], with_cau: false })
  expect(await body('MYS focal_point', 'POST', '/api/groups', { name: 'Mekong', members: ['MYS', 'KHM'], with_cau: true }, 201)).toEqual({ group: 'Mekong', made_by: 'MYS', members: ['KHM', 'MYS'], with_cau: true })
  expect((await body('THA analyst', 'GET', '/api/groups')).groups).toHaveLength(1)
  expect((await body('KHM analyst', 'GET', '/api/groups')).groups).toHaveLength(2)
  expect((await body('CAU', 'GET', '/api/groups')).groups).toEqual([{ group: 'Mekong', made_by: 'MYS', members: ['KHM', 'MYS'], with_cau: true }])
  expect((await body('FJI analyst', 'GET', '/api/groups')).groups).toEqual([])
  expect((await body('THA focal_point', 'POST', '/api/groups', { name: 'Mekong', members: ['THA', 'FJI'] }, 409)).code).toBe('group.taken')
  expect((await body('THA focal_point', 'POST', '/api/groups', { name: 'Other', members: ['KHM', 'FJI'] }, 422)).code).toBe('group.without_you')
  expect((await body('THA focal_point', 'POST', '/api/groups', { name: 'Other', members: ['THA'] }, 422)).code).toBe('group.too_small')
  expect((await body('THA focal_point', 'POST', '/api/groups', { name: 'Other', members: ['THA', 'CAU'] }, 422)).code).toBe('group.member_unknown')
  await body('THA analyst', 'POST', '/api/groups', { name: 'Other', members: ['THA', 'KHM'] }, 403)
})

test('terms are changed by the focal point alone, with a signed receipt', async () => {
  const release = await share('USA', [4, 5, 6])
  const path = `/api/releases/USA-${release}/terms`
  expect(await body('USA focal_point', 'PUT', path, { level: 'NATIONAL' })).toEqual({ release: `USA-${release}`, level: 'NATIONAL', group: null, embargo: null, since: expect.any(String) })
  expect(await body('USA focal_point', 'PUT', path, { level: 'CONTRIBUTORS', embargo: '2020-01-01T00:00:00Z' }), 'an embargo in the past is none').toMatchObject({ level: 'CONTRIBUTORS', embargo: null })
  expect(await body('USA focal_point', 'PUT', path, { level: 'CONTRIBUTORS', embargo: '2027-01-01T00:00:00+07:00' })).toMatchObject({ embargo: '2026-12-31T17:00:00.000Z' })
  expect((await body('USA focal_point', 'PUT', path, { level: 'GROUP', group: 'Mekong' }, 404)).code).toBe('group.unknown')
  expect((await body('USA focal_point', 'PUT', path, { level: 'GROUP' }, 400)).code).toBe('terms.group_missing')
  expect((await body('USA focal_point', 'PUT', path, { level: 'PUBLIC', group: 'Mekong' }, 400)).code).toBe('terms.group_unneeded')
  await body('USA focal_point', 'PUT', path, { level: 'EVERYBODY' }, 400)
  await body('USA focal_point', 'PUT', path, { level: 'PUBLIC', owner: 'THA' }, 400)
  await body('USA analyst', 'PUT', path, { level: 'PUBLIC' }, 403)
  await body('USA focal_point', 'PUT', '/api/releases/USA-99/terms', { level: 'PUBLIC' }, 404)
  const { receipts } = (await body('USA analyst', 'GET', `/api/releases/USA-${release}/receipts`)) as { receipts: Receipt[] }
  expect(receipts.map((r) => r.manifest.terms)).toEqual([
    { level: 'NATIONAL', group: null, embargo: null }, { level: 'CONTRIBUTORS', group: null, embargo: null }, { level: 'CONTRIBUTORS', group: null, embargo: '2026-12-31T17:00:00.000Z' },
  ])
  const [key] = await app.migrator.selectFrom('signing_key').select('pem').execute()
  for (const receipt of receipts) expect(await verifyReceipt(receiptText(receipt), undefined, key!.pem)).toEqual({ ok: true, reason: 'verified' })
  const tampered = { ...receipts[0]!, manifest: { ...receipts[0]!.manifest, terms: { level: 'PUBLIC', group: null, embargo: null } } }
  expect((await verifyReceipt(receiptText(tampered), undefined, key!.pem)).ok).toBe(false)
})

test('of two groups with one name the maker is named too', async () => {
  const release = await share('KHM', [10])
  expect((await body('KHM focal_point', 'PUT', `/api/releases/KHM-${release}/terms`, { level: 'GROUP', group: 'Mekong' }, 409)).code).toBe('group.ambiguous')
  expect(await body('KHM focal_point', 'PUT', `/api/releases/KHM-${release}/terms`, { level: 'GROUP', group: 'MYS/Mekong' })).toMatchObject({ level: 'GROUP', group: 'Mekong' })
})

test('defaults are set by the focal point', async () => {
  expect(await body('THA focal_point', 'PUT', '/api/default-terms/VRS_FEE', { level: 'GROUP', group: 'Mekong' })).toEqual({ dataflow: 'VRS_FEE', level: 'GROUP', group: 'Mekong' })
  await body('THA focal_point', 'PUT', '/api/default-terms/VRS_FEE', { level: 'SECRETARIAT' })
  expect(await body('THA analyst', 'GET', '/api/default-terms')).toEqual({ defaults: [{ dataflow: 'VRS_FEE', level: 'SECRETARIAT', group: null }] })
  expect(await body('KHM analyst', 'GET', '/api/default-terms')).toEqual({ defaults: [] })
  await body('THA analyst', 'PUT', '/api/default-terms/VRS_FEE', { level: 'PUBLIC' }, 403)
  await body('THA focal_point', 'PUT', '/api/default-terms/VRS_NOTHING', { level: 'PUBLIC' }, 404)
})

test('7: what belongs to another state answers as if it were not there, to the byte, and its owner can count who tried', async () => {
  const before = await ledger('USA')
  const asked = [['PUT', 'terms', { level: 'PUBLIC' }], ['GET', 'receipts', undefined]] as const
  const answers: string[] = []
  for (const [method, what, sent] of asked) {
    for (const release of ['USA-1', 'USA-4711', 'ZZZ-1', 'KHM-99999']) {
      const answer = await app.call(person('THA focal_point'), method, `/api/releases/${release}/${what}`, sent)
      expect(answer.statusCode).toBe(404)
      answers.push(answer.body)
    }
  }
  for (const member of ['USA', 'ZZZ']) {
    for (const [method, path] of [['GET', `/api/audit/export?chain=${member}`], ['GET', `/api/audit/head?chain=${member}`], ['PUT', `/api/access/VRS_DETECT/plausible-zeros/${member}`]] as const) {
      const answer = await app.call(person('THA focal_point'), method, path)
      expect(answer.statusCode, path).toBe(404)
      answers.push(answer.body)
    }
  }
  expect(new Set(answers).size).toBe(1)
  expect(before).toEqual([])
  expect(await ledger('USA')).toEqual([{ member: 'THA', role: 'focal_point', dataflow: '', action: 'refused', count: 7 }])
  expect(await ledger('ZZZ')).toEqual([])
  expect((await ledger('KHM'))[0]!.count).toBe(2)
})

test('a plausible zero is the secretariat\'s to record', async () => {
  await shareFigures(app.services.db, 'FJI', months(7, 8, 9).map((f) => ({ ...f, value: 0 })), { level: 'CONTRIBUTORS' }, new Date('2026-10-05T00:00:00Z'))
  expect(await body('FJI analyst', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: false, reason_code: 'only_zero' })
  await body('CAU', 'PUT', '/api/access/VRS_DETECT/plausible-zeros/FJI', undefined, 204)
  await body('CAU', 'PUT', '/api/access/VRS_DETECT/plausible-zeros/FJI', undefined, 204)
  await body('CAU', 'PUT', '/api/access/VRS_DETECT/plausible-zeros/ZZZ', undefined, 404)
  expect(await body('FJI analyst', 'GET', '/api/access/VRS_DETECT')).toMatchObject({ unlocked: true, reason_code: 'contributes' })
  await expect.poll(() => app.migrator.selectFrom('unlocked').select('member').where('member', '=', 'FJI').execute()).toHaveLength(1)
})

test('21: a chain is exported whole, verified without a server, and read by its own alone', async () => {
  const answer = await app.call(person('THA focal_point'), 'GET', '/api/audit/export')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({ 'content-type': expect.stringContaining('application/x-ndjson'), 'cache-control': 'no-store' })
  const verdict = verifyLines(answer.body.split('\n'), sha256)
  const head = await body('THA focal_point', 'GET', '/api/audit/head')
  expect(verdict).toEqual({ ok: true, entries: head.entries, head: head.head })
  expect(head.entries).toBeGreaterThanOrEqual(3)
  await body('THA analyst', 'GET', '/api/audit/export', undefined, 403)
  const system = await app.call(person('ADMIN'), 'GET', '/api/audit/export')
  expect(verifyLines(system.body.split('\n'), sha256)).toMatchObject({ ok: true })
  expect(system.body).toContain('"chain":"_SYSTEM"')
  expect((await app.call(person('CAU'), 'GET', '/api/audit/export')).body).toContain('access.plausible_zero')
  await body('ADMIN', 'GET', '/api/audit/export?chain=THA', undefined, 404)
  await body('THA focal_point', 'GET', '/api/audit/export?chain=_SYSTEM', undefined, 404)
})

test('a state reads its own releases with their terms, and its focal points who used them', async () => {
  const { releases } = await body('KHM analyst', 'GET', '/api/releases')
  expect(releases.at(-1)).toMatchObject({ dataflow: 'VRS_DETECT', from: '2026-07', to: '2026-09', freq: 'M', level: 'CONTRIBUTORS', withdrawn: null, counts: true })
  expect(releases.every(({ release }: { release: string }) => release.startsWith('KHM-'))).toBe(true)
  expect((await body('KHM analyst', 'GET', '/api/releases?dataflow=VRS_FEE')).releases).toEqual([])
  await body('THA analyst', 'GET', '/api/dataflows/VRS_DETECT/query?by=REF_AREA')
  const { uses } = await body('KHM focal_point', 'GET', '/api/ledger?dataflow=VRS_DETECT')
  expect(uses).toContainEqual({ member: 'THA', role: 'analyst', dataflow: 'VRS_DETECT', action: 'query', count: expect.any(Number), first: '2026-11-21', last: '2026-11-21' })
  expect(JSON.stringify(uses)).not.toContain('KHM')
  await body('KHM analyst', 'GET', '/api/ledger', undefined, 403)
})

test('the mark of what one sees changes with what one sees, and with nothing else', async () => {
  const marks = async () => Object.fromEntries(await Promise.all(['THA analyst', 'KHM analyst', 'MYS analyst', 'USA analyst', 'ADMIN'].map(async (who) => [who, (await body(who, 'GET', '/api/sight')).mark])))
  const before = await marks()
  expect(await marks()).toEqual(before)
  const release = await share('MYS', [9], 'NATIONAL')
  const after = await marks()
  expect(Object.keys(after).filter((who) => after[who] !== before[who]), 'a release for the own eyes').toEqual(['MYS analyst'])
  await body('MYS focal_point', 'PUT', `/api/releases/MYS-${release}/terms`, { level: 'CONTRIBUTORS' })
  await expect.poll(async () => Object.entries(await marks()).filter(([who, mark]) => mark !== after[who]).map(([who]) => who)).toEqual(['THA analyst', 'KHM analyst', 'MYS analyst'])
  const shared = await marks()
  await body('MYS focal_point', 'PUT', `/api/releases/MYS-${release}/terms`, { level: 'NATIONAL' })
  const narrowed = await marks()
  expect(Object.keys(narrowed).filter((who) => narrowed[who] !== shared[who]), 'at once').toEqual(['THA analyst', 'KHM analyst', 'MYS analyst'])
})
