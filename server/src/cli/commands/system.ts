import type { Command } from '../command.ts'

type Status = { readonly version: string; readonly mode: string; readonly checks: readonly { check: string; ok: boolean; detail: string }[] }

export const system: readonly Command[] = [
  {
    name: 'status',
    columns: ['check', 'ok', 'detail'],
    calls: ['GET /api/status'],
    run: async (_input, api) => {
      const status = await api.json<Status>('GET', '/api/status')
      const about = [{ check: 'version', ok: true, detail: status.version }, { check: 'mode', ok: true, detail: status.mode }]
      return { rows: [...about, ...status.checks], exit: status.checks.every((check) => check.ok) ? 0 : 6 }
    },
  },
]
