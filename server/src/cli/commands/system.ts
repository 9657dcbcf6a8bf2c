import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../config.ts'
import { DEFAULT_HOME } from '../../home.ts'
import { rotateMasterKey } from '../../keys/rotate.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../exit.ts'

type Status = { readonly version: string; readonly mode: string; readonly checks: readonly { check: string; ok: boolean; detail: string }[] }

export const system: readonly Command[] = [
  {
    // The shell script `vrs` runs the server in its own place, so that signals reach it; this is for `--help`, and for where that script is not.
    name: 'start',
    options: { training: 'flag', live: 'flag' },
    calls: [],
    run: async (input) => {
      const mode = input.flag('live') ? ['--live'] : input.flag('training') ? ['--training'] : []
      const server = spawn(process.execPath, [fileURLToPath(new URL('../../main.ts', import.meta.url)), ...mode], { stdio: 'inherit' })
      const code = await new Promise<number>((resolve) => server.once('exit', (status) => resolve(status ?? 1)))
      return { text: '', exit: code }
    },
  },
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
  {
    name: 'cube check',
    columns: ['dataflow', 'rows_store', 'rows_cube', 'equal'],
    calls: ['GET /api/cube'],
    run: async (_input, api) => {
      const { dataflows } = await api.json<{ readonly dataflows: readonly { dataflow: string; rows_store: number; rows_cube: number; equal: boolean }[] }>('GET', '/api/cube')
      return { rows: dataflows, exit: dataflows.every(({ equal }) => equal) ? 0 : 6 }
    },
  },
  {
    name: 'keys rotate',
    columns: ['key', 'ok'],
    calls: [],
    run: async () => {
      const { home: folder, masterKeyFile } = readConfig(process.env, { home: DEFAULT_HOME })
      if (masterKeyFile === undefined) throw new UsageError('environment', { name: 'MASTER_KEY_FILE' })
      return { rows: rotateMasterKey(folder, masterKeyFile).map((key) => ({ key, ok: true })) }
    },
  },
]
