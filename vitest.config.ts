import { defineConfig } from 'vitest/config'

const everywhere = { exclude: ['**/node_modules/**', 'var/**', 'web/dist/**'], pool: 'forks' as const, testTimeout: 60_000, hookTimeout: 180_000 }

/** unit: no database. db: real PostgreSQL, one clone of the template for each file. e2e: started servers, the command line, a browser. */
export default defineConfig({
  test: {
    projects: [
      { test: { ...everywhere, name: 'unit', include: ['{core,contract,server,web,tools}/**/*.test.{ts,tsx}'], exclude: [...everywhere.exclude, '**/*.db.test.ts'] } },
      { test: { ...everywhere, name: 'db', include: ['{core,contract,server,tools}/**/*.db.test.ts'], globalSetup: ['server/test/cluster.ts'] } },
      { test: { ...everywhere, name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
    ],
  },
})
