import { Problem } from '@openvrs/core/problem.ts'
import type { system as routes } from '@openvrs/contract/system.ts'
import type { Db } from '../db/connect.ts'
import type { Handlers } from '../http/context.ts'
import { checkHealth, type Check } from './health.ts'

type Services = { readonly db: Db; readonly jobs: Db; readonly mode: 'training' | 'live'; readonly version: string; readonly home: string; readonly runnerHealthy: () => boolean }

export const systemHandlers = (services: Services): Handlers<typeof routes> => ({
  alive: async () => ({ ok: true as const }),

  ready: async () => {
    const checks = await checkHealth(services)
    const failed = checks.filter((check) => !check.ok)
    if (failed.length > 0) throw new Problem('server.not_ready', {}, failed.map(asPlace))
    return { ok: true as const, checks }
  },

  status: async () => ({ version: services.version, mode: services.mode, checks: await checkHealth(services) }),
})

const asPlace = (check: Check) => ({ path: check.check, message: check.detail })
