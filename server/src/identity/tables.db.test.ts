import { randomUUID } from 'node:crypto'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor } from 'better-auth/plugins'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { settle } from '../../test/sign-in.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import { identityExpiry } from './expiry.ts'
import { authIn, type AuthTables } from './tables.ts'

let app: TestApp
beforeAll(async () => { app = await testApp() })
afterAll(() => app.close())

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

test('the tables have the shape that the identity library expects, under our names', async () => {
  const plan = await getMigrations({
    database: { db: app.migrator, type: 'postgres', schemaName: 'auth' },
    user: { fields: { ...times, emailVerified: 'email_verified' } },
    session: { fields: { ...times, userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' } },
    account: {
      fields: {
        ...times, userId: 'user_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { fields: { ...times, expiresAt: 'expires_at' } },
    plugins: [twoFactor({
      schema: {
        user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
        twoFactor: { modelName: 'two_factor', fields: { userId: 'user_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' } },
      },
    })],
  })
  expect(plan.toBeCreated).toEqual([])
  expect(plan.toBeAdded.map((table) => [table.table, Object.keys(table.fields)])).toEqual([])
})

const TABLES = ['auth.user', 'auth.account', 'auth.session', 'auth.two_factor', 'auth.verification'] as const satisfies readonly (keyof AuthTables)[]

test('9: the tables of signing in show each person themselves, and nobody without a viewer anything', async () => {
  const focal = await app.person('VNM', 'focal_point')
  const [a, b] = [await settle(app, focal, 'VNM', 'reporter'), await settle(app, focal, 'VNM', 'analyst')]
  const ids = await app.migrator.selectFrom('person').select(['person_id', 'email']).where('email', 'in', [a.email, b.email]).execute()
  const seenAs = (person: string) => app.database.db('app', 1).transaction().execute(async (trx) => {
    await enterAs(trx, { ...anonymous, person }, app.services.clock())
    const owners: string[] = []
    for (const row of await authIn(trx).selectFrom('auth.user').select('id').execute()) owners.push(row.id)
    for (const table of ['auth.account', 'auth.session', 'auth.two_factor'] as const) for (const row of await authIn(trx).selectFrom(table).select('user_id').execute()) owners.push(row.user_id)
    return owners
  })
  for (const { person_id: person } of ids) expect(await seenAs(person)).toEqual([person, person, person, person])
  expect(await seenAs('')).toEqual([])
  const bare = app.database.db('app', 1).withTables<AuthTables>()
  for (const table of TABLES) expect(await bare.selectFrom(table).selectAll().execute()).toEqual([])
  await expect(bare.insertInto('auth.session').values({ id: randomUUID(), token: 'x', user_id: ids[0]!.person_id, expires_at: new Date(), ip_address: null, user_agent: null, created_at: new Date(), updated_at: new Date(), rights_version: 1, factor_at: null }).execute()).rejects.toThrow('row-level security')
})

test('what has run out is removed by the jobs login, which reads nothing but the time', async () => {
  const focal = await app.person('IDN', 'focal_point')
  await settle(app, focal, 'IDN', 'reporter')
  const auth = app.migrator.withTables<AuthTables>()
  const count = async () => (await Promise.all((['auth.session', 'auth.attempt'] as const).map((table) => auth.selectFrom(table).selectAll().execute()))).map((rows) => rows.length)
  const jobs = app.database.db('jobs')
  const before = await count()
  expect(Math.min(...before)).toBeGreaterThan(0)
  await identityExpiry(jobs, app.services.clock).run()
  expect(await count()).toEqual(before)
  await identityExpiry(jobs, () => new Date(app.services.clock().getTime() + 86_400_000)).run()
  expect(await count()).toEqual([0, 0])
  await expect(jobs.withTables<AuthTables>().selectFrom('auth.session').select('token').execute()).rejects.toThrow('permission denied')
})

test('29: passwords, factors and sessions are stored so that the database alone gives none of them away', async () => {
  const focal = await app.person('MYS', 'focal_point')
  const human = await settle(app, focal, 'MYS', 'reporter')
  const auth = app.migrator.withTables<AuthTables>()
  const stored = JSON.stringify(await Promise.all(TABLES.map((table) => auth.selectFrom(table).selectAll().execute())))
  for (const secret of [human.password, human.totpSecret, human.recoveryCodes[0]!, human.cookie.split('=')[1]!]) expect(stored).not.toContain(secret)
})
