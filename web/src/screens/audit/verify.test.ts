import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { GENESIS, hashedText, type AuditBody, type AuditEntry } from '@openvrs/core/audit/chain.ts'
import { auditLine } from '@openvrs/core/audit/lines.ts'
import { compareWith, verifyText } from './verify.ts'

function fileOf(length: number, chain = 'THA', subject = 'THA'): string {
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= length; seq++) {
    const prevHash = entries.at(-1)?.hash ?? GENESIS
    const body: AuditBody = { chain, seq, at: '2026-11-21T12:00:00.000Z', actor: 'p1', action: 'report.submit', subject: `${subject}-${seq}`, detail: { rows: seq } }
    entries.push({ body, prevHash, hash: createHash('sha256').update(hashedText(prevHash, body)).digest('hex') })
  }
  return entries.map((entry) => auditLine(entry, length)).join('')
}

test('a whole chain verifies with the hashes of the browser, in several batches', async () => {
  const told: number[] = []
  const { verdict, entries } = await verifyText(fileOf(1201), (done) => told.push(done))
  expect(verdict).toMatchObject({ ok: true, entries: 1201 })
  expect([entries.length, entries.at(-1)!.hash]).toEqual([1201, verdict.head])
  expect(told.at(-1)).toBe(1)
})

test('a changed, cut or unreadable file is found, and the entries before it are shown', async () => {
  expect((await verifyText(fileOf(9).replace('"rows":4', '"rows":5'))).verdict).toMatchObject({ ok: false, brokenAt: 4, reason: 'hash' })
  expect((await verifyText(fileOf(9).split('\n').slice(0, 7).join('\n'))).verdict).toMatchObject({ ok: false, reason: 'end' })
  const broken = await verifyText(`${fileOf(3)}no entry\n`)
  expect(broken.verdict).toMatchObject({ ok: false, brokenAt: 4, reason: 'form' })
  expect(broken.entries).toHaveLength(3)
})

test('an older file of the same chain is its beginning; one that was written anew is not', async () => {
  const [now, older, other, forged] = await Promise.all([fileOf(6), fileOf(6), fileOf(6, 'USA'), fileOf(6, 'THA', 'NEW')].map((text) => verifyText(text)))
  expect(compareWith(older!, now!)).toEqual({ kind: 'same' })
  expect(compareWith({ ...now!, entries: now!.entries.slice(0, 4) }, now!)).toEqual({ kind: 'grown', by: 2 })
  expect(compareWith(other!, now!)).toEqual({ kind: 'other' })
  expect(compareWith(forged!, now!)).toEqual({ kind: 'differs' })
})
