import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GENESIS, hashedText, type AuditBody, type AuditEntry } from './chain.ts'
import { auditLine, verifyLines } from './lines.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function chainOf(length: number, chain = 'THA'): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= length; seq++) {
    const prevHash = entries.at(-1)?.hash ?? GENESIS
    const body: AuditBody = { chain, seq, at: `2026-11-21T12:00:0${seq % 10}.000Z`, actor: 'p1', action: 'release.terms', subject: `THA-${seq}`, detail: { level: 'GROUP', group: null, narrowed: ['THA-1'], rows: seq } }
    entries.push({ body, prevHash, hash: sha256(hashedText(prevHash, body)) })
  }
  return entries
}
const fileOf = (entries: readonly AuditEntry[]) => entries.map((entry) => auditLine(entry, entries.length).trimEnd())

test('an untouched file verifies and gives its head', () => {
  const entries = chainOf(7)
  expect(verifyLines(fileOf(entries), sha256)).toEqual({ ok: true, entries: 7, head: entries[6]!.hash })
  expect(verifyLines([], sha256)).toMatchObject({ ok: false, reason: 'end' })
})

test('21: altering, deleting, reordering or adding any row is found', () => {
  const entries = chainOf(9)
  const file = fileOf(entries)
  expect(fileOf(chainOf(9))).toEqual(file)
  for (let i = 0; i < file.length; i++) {
    expect(verifyLines(file.toSpliced(i, 1), sha256).ok, `deleted ${i}`).toBe(false)
    expect(verifyLines(file.toSpliced(i, 0, file[i]!), sha256).ok, `doubled ${i}`).toBe(false)
    if (i > 0) expect(verifyLines(file.with(i, file[i - 1]!).with(i - 1, file[i]!), sha256).ok, `swapped ${i}`).toBe(false)
    expect(verifyLines(file.slice(0, i), sha256).ok, `cut at ${i}`).toBe(false)
  }
  expect(verifyLines(file.with(3, file[3]!.replace('"GROUP"', '"PUBLIC"')), sha256)).toMatchObject({ reason: 'hash', brokenAt: 4 })
  expect(verifyLines(fileOf([...entries.slice(0, 4), ...chainOf(9, 'USA').slice(4)]), sha256)).toMatchObject({ reason: 'chain', brokenAt: 5 })
})

test('21: no character of the file can be changed unseen', () => {
  const file = fileOf(chainOf(4)).join('\n')
  let changed = 0
  fc.assert(fc.property(fc.nat({ max: file.length - 1 }), fc.constantFrom('0', 'a', 'Z', '"', ' ', '\n', '}'), (at, character) => {
    if (file[at] === character) return
    const other = `${file.slice(0, at)}${character}${file.slice(at + 1)}`
    expect(verifyLines(other.split('\n'), sha256).ok).toBe(false)
    changed++
  }), { seed: 20261121, numRuns: 2000 })
  expect(changed).toBeGreaterThan(1500)
})
