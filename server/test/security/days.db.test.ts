import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GENESIS, hashedText, type AuditEntry } from '@openvrs/core/audit/chain.ts'
import { findProofFault, hashLeaf, previousOf, type DayProof } from '@openvrs/core/audit/daily.ts'
import { climb } from '@openvrs/core/audit/tree.ts'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import { sha256 } from '../../src/audit/index.ts'
import { closeDay } from '../../src/audit/days.ts'
import { openSigner, verifyReceipt } from '../../src/reports/index.ts'
import { testApp, type TestApp } from '../app.ts'
import { makeWorld, type World } from './world.ts'

/** Requirement 21, over time: what a day's signed head binds the system to, and that nobody sees another's chain by it. */

const VRS = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

let app: TestApp
let khm: World
let lao: World
let pem: string
const close = async (day: string) => {
  const signer = await openSigner(app.services.keys, app.services.db, new Date(`${day}T00:05:00Z`))
  await closeDay(app.services.jobs, () => signer, new Date(`${day}T00:05:00Z`))
}
beforeAll(async () => {
  app = await testApp()
  khm = await makeWorld(app, 'KHM', 'VNM')
  lao = await makeWorld(app, 'LAO', 'VNM')
  await close('2026-11-23')
  await app.call(khm.focal, 'POST', '/api/units', { code: 'LATER', name: 'Added on the next day' })
  await close('2026-11-24')
  const { keys: [key] } = (await app.call(null, 'GET', '/.well-known/openvrs-keys.json')).json<{ keys: { kid: string }[] }>()
  pem = (await app.call(null, 'GET', `/.well-known/openvrs-keys/${key!.kid}.pem`)).body
})
afterAll(() => app?.close())

type Signed = DayProof['signed']
const signed = async (day?: string) => (await app.call(null, 'GET', `/.well-known/vrs-audit.json${day ? `?day=${day}` : ''}`)).json<Signed>()
const proof = async (actor: World['focal'], day?: string) => (await app.call(actor, 'GET', `/api/audit/proof${day ? `?day=${day}` : ''}`)).json<DayProof>()
const chain = async (): Promise<AuditEntry[]> => (await app.call(khm.focal, 'GET', '/api/audit/export')).body.trim().split('\n').map((line) => {
  const { body, prev_hash: prevHash, hash } = JSON.parse(line)
  return { body, prevHash, hash }
})
const whole = (entries: readonly AuditEntry[]) => ({ chain: 'KHM', hashes: entries.map(({ hash }) => hash) })
/** Written anew from an entry on by who knows how: it holds together in itself. */
const rewritten = (entries: readonly AuditEntry[], from: number): AuditEntry[] => entries.reduce<AuditEntry[]>((made, { body, prevHash, hash }, i) => {
  if (i < from) return [...made, { body, prevHash, hash }]
  const changed = i === from ? { ...body, actor: 'nobody' } : body
  const before = made.at(-1)?.hash ?? GENESIS
  return [...made, { body: changed, prevHash: before, hash: sha256(hashedText(before, changed)) }]
}, [])

describe('21: the signed head of a day', () => {
  test('is published, signed with the key of receipts, and names the one before it', async () => {
    const [first, second] = [await signed('2026-11-23'), await signed('2026-11-24')]
    expect(await signed()).toEqual(second)
    for (const head of [first, second]) expect(await verifyReceipt(receiptText(head), undefined, pem)).toEqual({ ok: true, reason: 'verified' })
    expect(second.manifest.previous).toBe(await previousOf(first.manifest, sha256))
    expect((await verifyReceipt(receiptText({ ...second, manifest: { ...second.manifest, root: first.manifest.root } }), undefined, pem)).ok).toBe(false)
    expect((await app.call(null, 'GET', '/.well-known/vrs-audit.json?day=2026-01-01')).statusCode).toBe(404)
  })

  test('is taken once a day, also by servers that race, and never for a day that is past', async () => {
    const before = await signed()
    await Promise.allSettled([close('2026-11-24'), close('2026-11-24'), close('2026-11-23'), close('2026-11-20')])
    expect(await signed()).toEqual(before)
    expect((await app.call(null, 'GET', '/.well-known/vrs-audit.json?day=2026-11-20')).statusCode).toBe(404)
  })

  test('vouches for the chain of each member, which still begins as it stood', async () => {
    const entries = whole(await chain())
    const [first, second] = [await proof(khm.focal, '2026-11-23'), await proof(khm.focal)]
    expect(second.leaf.entries).toBe(first.leaf.entries + 1)
    for (const one of [first, second]) expect(await findProofFault(one, entries, sha256)).toBeUndefined()
  })

  test('tells a chain that was altered, cut off, written anew or kept in two versions', async () => {
    const entries = await chain()
    const [first, second] = [await proof(khm.focal, '2026-11-23'), await proof(khm.focal)]
    const fault = (one: DayProof, altered: readonly AuditEntry[]) => findProofFault(one, whole(altered), sha256)
    for (let from = 0; from < first.leaf.entries; from++) expect([from, await fault(first, rewritten(entries, from))]).toEqual([from, 'forked'])
    expect(await fault(second, entries.slice(0, -1))).toBe('shorter')
    expect(await fault(second, rewritten(entries, second.leaf.entries - 1)), 'written anew since the first day').toBe('forked')
    expect(await fault(first, rewritten(entries, second.leaf.entries - 1)), 'the first day knows nothing of that').toBeUndefined()
    expect(await fault({ ...first, leaf: { ...first.leaf, head: second.leaf.head } }, entries), 'a leaf made to fit').toBe('root')
    expect(await fault({ ...first, signed: second.signed }, entries)).toBe('day')
    expect(await fault(await proof(lao.focal), entries)).toBe('chain')
  })

  test('is checked by the command line without a server', async () => {
    const file = (name: string, text: string): string => {
      writeFileSync(join(app.home, name), text)
      return join(app.home, name)
    }
    const verify = (chainText: string, one: object, key = pem) => {
      const args = ['audit', 'verify', file('chain.jsonl', chainText), '--proof', file('proof.json', JSON.stringify(one)), '--key', file('key.pem', key), '--format', 'csv']
      const { status, stdout } = spawnSync(process.execPath, [VRS, ...args], { encoding: 'utf8', env: { ...process.env, VRS_URL: 'http://localhost:1' } })
      return [status, stdout.split('\n')[1]?.split(',')[0]]
    }
    const text = (await app.call(khm.focal, 'GET', '/api/audit/export')).body
    const one = await proof(khm.focal)
    expect(verify(text, one)).toEqual([0, 'true'])
    expect(verify(text, { ...one, leaf: { ...one.leaf, entries: one.leaf.entries - 1 } })).toEqual([1, 'false'])
    expect(verify(text, { ...one, signed: { ...one.signed, manifest: { ...one.signed.manifest, chains: 9 } } })).toEqual([1, 'false'])
    expect(verify(text, { nothing: true })).toEqual([1, 'false'])
  })

  test('shows a member nothing of another\'s chain', async () => {
    const [own, other] = [await proof(khm.focal), await proof(lao.focal)]
    expect(own.signed).toEqual(other.signed)
    expect(JSON.stringify(own)).not.toContain(other.leaf.head)
    expect(await climb(await hashLeaf(own.leaf, sha256), other.path, sha256)).not.toBe(own.signed.manifest.root)
    const answers = await Promise.all(['LAO', 'VNM', 'ZZZ'].map((member) => app.call(khm.focal, 'GET', `/api/audit/proof?chain=${member}`)))
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(answers[0]!.statusCode).toBe(404)
    expect((await app.call(khm.reporter, 'GET', '/api/audit/proof')).statusCode).toBe(403)
    expect((await app.call(null, 'GET', '/api/audit/proof')).statusCode).toBe(401)
  })
})
