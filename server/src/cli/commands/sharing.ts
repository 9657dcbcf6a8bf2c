import type { Command, Input, Row } from '../command.ts'
import { UsageError } from '../exit.ts'

const GROUP = ['group', 'members', 'with_cau'] as const
const TERMS = ['release', 'level', 'group', 'embargo', 'since'] as const
const ACCESS = ['dataflow', 'member', 'unlocked', 'reason', 'missing', 'contributors'] as const
const LEDGER = ['day', 'member', 'role', 'dataflow', 'action', 'count'] as const
const LEVELS = ['NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'PUBLIC']

export const TERMS_OPTIONS = { level: 'text', group: 'text', embargo: 'text' } as const

/** The terms that were typed; undefined where no level was. A date without a time means its beginning in UTC. */
export function readTerms(input: Input): { level: string; group?: string; embargo?: string } | undefined {
  const level = input.text('level')?.toUpperCase()
  const group = input.text('group')
  const embargo = input.text('embargo')
  if (level === undefined) {
    if (group === undefined && embargo === undefined) return undefined
    throw new UsageError('choice', { option: 'level', choices: LEVELS.join(', ') })
  }
  if (!LEVELS.includes(level)) throw new UsageError('choice', { option: 'level', choices: LEVELS.join(', ') })
  return { level, ...(group ? { group } : {}), ...(embargo ? { embargo: readInstant(embargo, 'embargo') } : {}) }
}

export function readInstant(text: string, option: string): string {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : /^\d{4}-\d{2}$/.test(text) ? `${text}-01T00:00:00Z` : text
  const instant = new Date(full)
  if (Number.isNaN(instant.getTime())) throw new UsageError('date', { option })
  return instant.toISOString()
}

type Days = { readonly uses: readonly Row[]; readonly next: string | null }

const groupRow = (group: { group: string; members: readonly string[]; with_cau: boolean }): Row => ({ ...group, members: group.members.join(' ') })

export const sharing: readonly Command[] = [
  {
    name: 'access',
    args: ['DATAFLOW'],
    columns: ACCESS,
    calls: ['GET /api/access/{dataflow}'],
    run: async (input, api) => ({ rows: [await api.json<Row>('GET', `/api/access/${encodeURIComponent(input.args[0]!)}`)] }),
  },
  {
    name: 'group create',
    args: ['NAME'],
    options: { members: 'text', 'with-cau': 'flag' },
    columns: GROUP,
    calls: ['POST /api/groups'],
    run: async (input, api) => {
      const members = input.need('members').split(',').map((code) => code.trim()).filter(Boolean)
      return { rows: [groupRow(await api.json('POST', '/api/groups', { name: input.args[0]!, members, with_cau: input.flag('with-cau') }))] }
    },
  },
  {
    name: 'group list',
    columns: GROUP,
    calls: ['GET /api/groups'],
    run: async (_input, api) => ({ rows: (await api.json<{ groups: Parameters<typeof groupRow>[0][] }>('GET', '/api/groups')).groups.map(groupRow) }),
  },
  {
    name: 'release terms',
    args: ['RELEASE'],
    options: TERMS_OPTIONS,
    columns: TERMS,
    calls: ['PUT /api/releases/{release}/terms'],
    run: async (input, api) => {
      const terms = readTerms(input)
      if (!terms) throw new UsageError('option', { command: 'release terms', option: 'level' })
      return { rows: [await api.json<Row>('PUT', `/api/releases/${encodeURIComponent(input.args[0]!)}/terms`, terms)] }
    },
  },
  {
    name: 'release receipts',
    args: ['RELEASE'],
    calls: ['GET /api/releases/{release}/receipts'],
    run: async (input, api) => ({ text: `${JSON.stringify((await api.json<{ receipts: unknown }>('GET', `/api/releases/${encodeURIComponent(input.args[0]!)}/receipts`)).receipts, null, 2)}\n` }),
  },
  {
    name: 'ledger',
    options: { from: 'text' },
    columns: LEDGER,
    calls: ['GET /api/ledger/days'],
    run: async (input, api) => {
      const asked = input.text('from')
      const rows: Row[] = []
      for (let from: string | null | undefined = asked === undefined ? undefined : readInstant(asked, 'from').slice(0, 10); from !== null;) {
        const answer: Days = await api.json<Days>('GET', `/api/ledger/days${from === undefined ? '' : `?from=${from}`}`)
        rows.push(...answer.uses)
        from = answer.next
      }
      return { rows }
    },
  },
]
