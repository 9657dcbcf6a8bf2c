import { apiAs, apiInSession, type Api } from '../api.ts'
import type { SharedSystem } from '../system.ts'

/** What the screens show: made once, by the cast of one state, as people would make it. */
export type Content = { readonly month: string; readonly typed: string; readonly returned: string; readonly sent: string; readonly waiting: string; readonly approved: string; readonly invitation: string; readonly reset: string; /** What Indonesia tells of a route: numbers are drawn by lot. */ readonly told: string }

type Report = { readonly rows: readonly { readonly report: string }[] }
const FLOW = 'VRS_DETECT'

/** Reports of every standing, two units beside each other, a release that was narrowed, an invitation that nobody has accepted yet and a link for who lost everything. Owns all of `member`. */
export async function makeContent(system: SharedSystem, member: string): Promise<Content> {
  const as = async (role: string, nth = 0): Promise<Api> => apiAs(system.url, await system.token(member, role, nth))
  const [immigration, police, focal] = await Promise.all([as('reporter'), as('reporter', 1), as('focal_point')])
  const { releases } = await focal<{ releases: { report: string; release: string; dataflow: string; from: string; to: string; level: string }[] }>('GET', '/api/releases')
  const last = releases.filter(({ dataflow }) => dataflow === FLOW).toSorted((a, b) => b.to.localeCompare(a.to))[0]!
  const month = last.to
  const keys = (await focal<{ rows: { key: string }[] }>('GET', `/api/reports/${last.report}/sections/${FLOW}/rows`)).rows.map(({ key }) => key).filter((key) => key.endsWith(month))

  const draft = async (by: Api, period: string): Promise<string> => (await by<Report>('POST', '/api/reports', { freq: 'M', from: period, to: period })).rows[0]!.report
  const write = (by: Api, report: string, figures: readonly (readonly [key: string, value: string])[]) =>
    by('PATCH', `/api/reports/${report}/cells`, { base: 0, device: 'desk', edits: figures.map(([key, value]) => ({ dataflow: FLOW, key, column: 'OBS_VALUE', value })) })
  const submit = (by: Api, report: string) => by('POST', `/api/reports/${report}/submit`, { comment: 'As counted at the posts.' })
  const inPeriod = (key: string, period: string) => key.replace(month, period)

  const waiting = await draft(immigration, month)
  await write(immigration, waiting, keys.slice(0, 6).map((key, at) => [key, String(40 + at * 7)]))
  await submit(immigration, waiting)
  const sent = await draft(police, month)
  await write(police, sent, keys.slice(2, 5).map((key, at) => [key, String(12 + at)]))
  await submit(police, sent)

  const before = monthBefore(month)
  const returned = await draft(police, before)
  await write(police, returned, keys.slice(0, 3).map((key, at) => [inPeriod(key, before), String(900 + at)]))
  await submit(police, returned)
  await focal('POST', `/api/reports/${returned}/return`, { comments: [{ dataflow: FLOW, key: inPeriod(keys[0]!, before), column: 'OBS_VALUE', words: 'Nine hundred in a month? Please look again.' }] })

  const two = monthBefore(before)
  const typed = await draft(immigration, two)
  await write(immigration, typed, [[inPeriod(keys[0]!, two), '12.5'], ...keys.slice(1, 8).map((key, at) => [inPeriod(key, two), String(5000 * (at + 1))] as const)])

  const refusals = releases.find(({ dataflow }) => dataflow === 'VRS_REFUSAL')
  if (refusals) await focal('PUT', `/api/releases/${refusals.release}/terms`, { level: 'NATIONAL' })
  const { url: invitation } = await focal<{ url: string }>('POST', '/api/invitations', { email: `new.officer@${member.toLowerCase()}.example.org`, member, role: 'reporter', unit: 'POLICE' })
  const { people } = await focal<{ people: { person: string; role: string }[] }>('GET', '/api/people')
  const { link: reset } = await (await apiInSession(system.url, `focal@${member.toLowerCase()}.example.org`))<{ link: { url: string } }>('POST', `/api/people/${people.find(({ role }) => role === 'liaison')!.person}/reset`, { password: true, factor: true })
  const reader = apiAs(system.url, await system.token('KHM', 'analyst'))
  const { narratives: [told] } = await reader<{ narratives: { narrative: string }[] }>('GET', '/api/narratives?kind=route&member=IDN')
  return { month, typed, returned, sent, waiting, approved: last.report, invitation, reset: reset.url, told: told!.narrative }
}

const monthBefore = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1)).toISOString().slice(0, 7)
