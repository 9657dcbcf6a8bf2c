import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { reading, type Db } from '../db/connect.ts'
import { openKeyring } from '../keys/keyring.ts'
import { findKey, listKeys, makeKey, openSigner, renewKey } from './signing.ts'
import { verifyReceipt } from './verify.ts'

let database: TestDatabase
let db: Db
const home = mkdtempSync(join(tmpdir(), 'openvrs-keys-'))
const day = (d: number): Date => new Date(Date.UTC(2026, 0, d))

beforeAll(async () => {
  database = await testDatabase()
  db = database.db('app')
})
afterAll(async () => {
  await database.close()
  rmSync(home, { recursive: true })
})

const files = () => readdirSync(join(home, 'keys'))
const pemOf = async (kid: string): Promise<string> => (await findKey(reading(db as never), kid))!.pem

test('a server makes its key at the first start and takes it again at the next', async () => {
  const first = await openSigner(openKeyring(home), db, day(1))
  expect(files()).toEqual([`signing-${first.kid}.jwk`])
  expect(statSync(join(home, 'keys', files()[0]!)).mode & 0o777).toBe(0o600)
  expect((await openSigner(openKeyring(home), db, day(2))).kid).toBe(first.kid)
  expect((await listKeys(reading(db as never))).map((key) => key.kid)).toEqual([first.kid])
})

test('the private half never reaches the database', async () => {
  expect(JSON.stringify(await listKeys(reading(db as never)))).not.toMatch(/"d":|PRIVATE/)
})

test('a key that is replaced stays published, and what it signed still verifies', async () => {
  const old = await openSigner(openKeyring(home), db, day(3))
  const receipt = receiptText(await old.sign({ kind: 'terms', key: old.kid }))
  const renewed = await renewKey(openKeyring(home), db, old, day(4))
  expect(renewed.kid).not.toBe(old.kid)
  expect((await openSigner(openKeyring(home), db, day(5))).kid).toBe(renewed.kid)
  expect((await listKeys(reading(db as never))).map(({ kid, retired_at }) => [kid, retired_at])).toEqual([[renewed.kid, null], [old.kid, day(4)]])
  expect(await verifyReceipt(receipt, undefined, await pemOf(old.kid))).toEqual({ ok: true, reason: 'verified' })
  expect((await verifyReceipt(receipt, undefined, await pemOf(renewed.kid))).ok).toBe(false)
})

test('a start that fell between the file and the table is finished by the next', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'openvrs-keys-'))
  const kid = await makeKey(openKeyring(elsewhere))
  expect((await openSigner(openKeyring(elsewhere), db, day(6))).kid).toBe(kid)
  expect((await listKeys(reading(db as never))).map((key) => key.kid)).toContain(kid)
  rmSync(elsewhere, { recursive: true })
})

test('a server without the private half of the key in use makes its own', async () => {
  const other = mkdtempSync(join(tmpdir(), 'openvrs-keys-'))
  const known = (await listKeys(reading(db as never))).map((key) => key.kid)
  expect(known).not.toContain((await openSigner(openKeyring(other), db, day(7))).kid)
  rmSync(other, { recursive: true })
})
