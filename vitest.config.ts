import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { routes } from './web/plugins/routes.ts'

const everywhere = { exclude: ['**/node_modules/**', 'var/**', 'web/dist/**'], pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 180_000, maxWorkers: Math.max(2, availableParallelism() - 1) } // half of a test's time it waits for the database

/** Of another PostgreSQL than the one that is shipped: what is asked of a database itself, its policies and its SQL. The rest says the same on any. */
const elsewhere = process.env['TEST_POSTGRES'] !== undefined || process.env['TEST_DATABASE_URL'] !== undefined
const ofTheDatabase = ['server/src/{audit,cube,db,exports,explore,narratives,news,registry,reports,search,sharing,views}/**/*.db.test.ts', 'server/test/security/{chain,days,isolation,objects,tables}.db.test.ts']
const ofItsOwn = 'server/src/db/embedded.db.test.ts'

const slow = { testTimeout: 300_000, hookTimeout: 300_000 }

/**
 * unit: no database. db: real PostgreSQL, one clone of the template for each file. e2e: servers of their own, the command
 * line. journeys: people at a browser, all in one training system.
 */
export default defineConfig({
  test: {
    projects: [
      { plugins: [routes()], test: { ...everywhere, name: 'unit', include: ['{core,contract,server,web,tools}/**/*.test.{ts,tsx}'], exclude: [...everywhere.exclude, '**/*.db.test.ts'] } },
      { test: { ...everywhere, name: 'db', include: elsewhere ? ofTheDatabase : ['{core,contract,server,tools}/**/*.db.test.ts'], exclude: elsewhere ? [...everywhere.exclude, ofItsOwn] : everywhere.exclude, globalSetup: ['server/test/cluster.ts'] } },
      { test: { ...everywhere, name: 'e2e', include: ['e2e/**/*.test.ts'], exclude: [...everywhere.exclude, '**/*.journey.test.ts'], ...slow, fileParallelism: false } },
      { test: { ...everywhere, name: 'journeys', include: ['e2e/**/*.journey.test.ts'], ...slow, maxWorkers: 1, fileParallelism: false, globalSetup: ['e2e/shared.ts'] } },
    ],
  },
})
