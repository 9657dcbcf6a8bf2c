import type { Command, Row } from '../command.ts'
import { UsageError } from '../exit.ts'

type Member = Row & { readonly code: string }

const CAST = ['email', 'member', 'unit', 'role', 'sign_in_url'] as const
const MEMBER = ['code', 'name', 'kind', 'joined', 'left'] as const
const INVITATION = ['email', 'member', 'role', 'url', 'expires'] as const
const TOKEN = ['token', 'email', 'scopes', 'expires'] as const

export const people: readonly Command[] = [
  {
    name: 'training cast',
    columns: CAST,
    calls: ['GET /api/training/cast'],
    run: async (_input, api) => ({ rows: (await api.json<{ cast: Row[] }>('GET', '/api/training/cast')).cast }),
  },
  {
    name: 'member add',
    args: ['CODE'],
    options: { name: 'text', kind: 'text', 'first-focal-point': 'text' },
    columns: MEMBER,
    calls: ['POST /api/members', 'POST /api/invitations'],
    run: async (input, api, say) => {
      const code = input.args[0]!
      const kind = input.text('kind')
      if (kind !== undefined && !['state', 'territory', 'organisation'].includes(kind)) throw new UsageError('choice', { option: 'kind', choices: 'state, territory, organisation' })
      const member = await api.json<Member>('POST', '/api/members', { code, name: input.need('name'), ...(kind ? { kind } : {}) })
      const email = input.text('first-focal-point')
      if (email) {
        const invitation = await api.json<Row>('POST', '/api/invitations', { email, member: code, role: 'focal_point' })
        say(String(invitation.url))
      }
      return { rows: [member] }
    },
  },
  {
    name: 'member list',
    columns: MEMBER,
    calls: ['GET /api/members'],
    run: async (_input, api) => ({ rows: (await api.json<{ members: Member[] }>('GET', '/api/members')).members }),
  },
  {
    name: 'invite',
    args: ['EMAIL'],
    options: { member: 'text', role: 'text', unit: 'text' },
    columns: INVITATION,
    calls: ['POST /api/invitations'],
    run: async (input, api) => {
      const unit = input.text('unit')
      const body = { email: input.args[0]!, member: input.need('member'), role: input.need('role'), ...(unit ? { unit } : {}) }
      return { rows: [await api.json<Row>('POST', '/api/invitations', body)] }
    },
  },
  {
    name: 'token create',
    options: { user: 'text', scope: 'text', days: 'text' },
    columns: TOKEN,
    calls: ['POST /api/tokens', 'POST /api/training/tokens'],
    run: async (input, api) => {
      const user = input.text('user')
      const days = input.text('days')
      if (days !== undefined && !/^[1-9][0-9]{0,3}$/.test(days)) throw new UsageError('number', { option: 'days' })
      const scopes = (input.text('scope') ?? 'read').split(',').map((scope) => scope.trim()).filter(Boolean)
      if (scopes.some((scope) => !['read', 'draft', 'approve'].includes(scope))) throw new UsageError('choice', { option: 'scope', choices: 'read, draft, approve' })
      const asked = { scopes, ...(days ? { days: Number(days) } : {}) }
      const made = user ? await api.json<Row & { scopes: unknown }>('POST', '/api/training/tokens', { email: user, ...asked }) : await api.json<Row & { scopes: unknown }>('POST', '/api/tokens', asked)
      return { rows: [{ ...made, scopes: (made.scopes as string[]).join(',') }] }
    },
  },
]
