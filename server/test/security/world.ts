import { expect } from 'vitest'
import { closeDay } from '../../src/audit/days.ts'
import { smallMapping } from '../mapping.ts'
import { openSigner } from '../../src/reports/index.ts'
import type { TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { releaseNarrative } from '../narratives.ts'
import { draft, shown, work } from '../reports.ts'
import { settle, type Human } from '../sign-in.ts'
import { makeFile } from '../files.ts'
import { newDevice } from '../passkey.ts'
import { form } from './valid.ts'

/** One of everything that a state can own, made through the API: what another state must not find. */
export type World = {
  readonly member: string
  readonly reporter: Actor
  readonly focal: Actor
  readonly second: Actor
  /** Somebody who signed in with password and factor. */
  readonly human: Human
  readonly draft: string
  readonly submitted: string
  readonly approved: string
  readonly national: string
  readonly release: string
  readonly upload: string
  /** The report that the upload made. */
  readonly uploaded: string
  readonly task: string
  readonly person: string
  readonly session: string
  readonly knownDevice: string
  readonly token: string
  readonly passkey: string
  readonly group: string
  /** A link by which somebody chooses another password. */
  readonly reset: string
  readonly invitation: string
  /** Another member asks which of its units faces one of theirs. */
  readonly counterpart: string
  readonly saved: string
  /** Shared within the member. */
  readonly view: string
  /** What police wrote, released to nobody else. */
  readonly narrative: string
  /** The file that its focal point had made of its figures, by the task that made it. */
  readonly exported: string
}

/** The day whose signed head stands over the chain of the first world that is made. */
const NEXT_DAY = new Date('2026-11-22T00:05:00Z')

export async function makeWorld(app: TestApp, member: string, groupWith: string): Promise<World> {
  const reporter = await app.person(member, 'reporter', 'POLICE')
  const [focal, second] = [await app.person(member, 'focal_point'), await app.person(member, 'focal_point')]
  const human = await settle(app, focal, member, 'analyst')
  const submitted = await submit(app, reporter, '2025-01')
  const approved = await submit(app, reporter, '2025-02')
  const { national, release } = await approve(app, focal, approved)
  const { upload, task, report: uploaded } = await uploadFile(app, reporter, `Country,Month,Count\nMMR,2024-03,5\nAtlantis,2024-03,9\n`)
  const { narrative } = await releaseNarrative(app, reporter, focal, 'VRS_NARR_METHOD', { level: 'NATIONAL' }, { period: '2025-03' })
  const own = { cookie: human.cookie, origin: 'http://localhost' }
  const { token } = (await app.call(null, 'POST', '/api/tokens', { scopes: ['read'] }, own)).json<{ token: string }>()
  expect(token).toMatch(/^vrs_/)
  const question = (await app.call(null, 'POST', '/api/passkeys/new', undefined, own)).json<{ challenge: string; rp_id: string }>()
  const passkey = (await app.call(null, 'POST', '/api/passkeys', { name: 'Office', ...newDevice().add(question) }, own)).json<{ id: string }>().id
  const group = `Circle of ${member}`
  const neighbour = await app.person(groupWith, 'focal_point')
  const counterpart = (await app.call(neighbour, 'POST', '/api/counterparts', { unit: 'MAIN', member })).json<{ id: string }>().id
  expect(counterpart).toBeDefined()
  expect((await app.call(focal, 'POST', '/api/groups', { name: group, members: [member, groupWith] })).statusCode).toBe(201)
  const signer = await openSigner(app.services.keys, app.services.db, NEXT_DAY)
  await closeDay(app.services.jobs, () => signer, NEXT_DAY)
  const invitation = await app.call(focal, 'POST', '/api/invitations', { email: `somebody.new@${member.toLowerCase()}.example`, member, role: 'reporter' })
  expect(invitation.statusCode).toBe(201)
  return {
    reset: await resetOf(app, focal, await app.person(member, 'reporter')), invitation: (await app.call(focal, 'GET', '/api/invitations')).json<{ invitations: { id: string }[] }>().invitations[0]!.id,
    saved: (await app.call(focal, 'POST', '/api/searches', { words: `Secret search of ${member}`, chosen: {}, watched: true })).json<{ saved: string }>().saved,
    view: (await app.call(focal, 'POST', '/api/views', { name: `Secret view of ${member}`, dataflow: 'VRS_DETECT', question: 'show=table', shared: true })).json<{ view: string }>().view,
    counterpart, member, reporter, focal, second, human, draft: await commented(app, reporter), submitted, approved, national, uploaded, release, upload, task, group, passkey, person: reporter.person,
    session: (await app.call(null, 'GET', '/api/sessions', undefined, own)).json<{ sessions: { id: string }[] }>().sessions[0]!.id,
    knownDevice: (await app.call(null, 'GET', '/api/devices', undefined, own)).json<{ devices: { id: string }[] }>().devices[0]!.id,
    token: (await app.call(null, 'GET', '/api/tokens', undefined, own)).json<{ tokens: { id: string }[] }>().tokens[0]!.id,
    narrative,
    exported: (await makeFile(app, focal, 'csv', 'VRS_DETECT', { by: 'TIME_PERIOD' })).task,
  }
}

/** As the routes store it, which ask for a second factor of now. */
async function resetOf(app: TestApp, { person: by, member }: Actor, { person, email }: Actor): Promise<string> {
  const id = crypto.randomUUID()
  const now = app.services.clock()
  await app.migrator.insertInto('credential_reset').values({
    ref_area: member, reset_id: id, person_id: person, name: person, email, password: true, factor: false, notice: false, asked_by: by, asked_at: now, issued_by: by, issued_at: now, secret_hash: id, expires_at: new Date(now.getTime() + 86_400_000),
  }).execute()
  return id
}

/** A draft with a figure that breaks a rule, and a comment on it. */
async function commented(app: TestApp, reporter: Actor): Promise<string> {
  const report = await draft(app, reporter, [['CITIZENSHIP=LAO', -4]])
  const answer = await app.call(reporter, 'POST', `/api/reports/${report}/comments`, { comments: [{ dataflow: 'VRS_DETECT', words: 'to be looked at' }] })
  expect(answer.statusCode, answer.body).toBe(201)
  return report
}

/** A unit's submitted report of one figure in a month. */
export async function submit(app: TestApp, reporter: Actor, month: string, value = 7): Promise<string> {
  const report = await draft(app, reporter, [[`CITIZENSHIP=LAO TIME_PERIOD=${month}`, value]], { from: month, to: month })
  expect(await work(app, reporter, `/api/reports/${report}/submit`, { comment: 'counted at the border' })).not.toHaveProperty('refused')
  return report
}

export async function approve(app: TestApp, focal: Actor, report: string, level = 'NATIONAL'): Promise<{ national: string; release: string }> {
  const { result, refused } = await work(app, focal, `/api/reports/${report}/approve`, { terms: { level } })
  expect(refused).toBeUndefined()
  const national = result!['report'] as string
  return { national, release: (await shown(app, focal, national))['release'] as string }
}

/** Uploads a file into a draft of its own and waits for the end of the task. */
export async function uploadFile(app: TestApp, actor: Actor, file: string | Buffer, mapping = smallMapping()): Promise<{ upload: string; task: string; report: string }> {
  const answer = await sendFile(app, actor, file, mapping)
  expect(answer.statusCode, answer.body).toBe(202)
  const { upload, task } = answer.json<{ upload: string; task: string }>()
  const ended = await endOf(app, actor, task)
  expect(ended, JSON.stringify(ended)).toMatchObject({ status: 'done' })
  return { upload, task, report: ended.result!.report }
}

export const sendFile = (app: TestApp, actor: Actor, file: string | Buffer, mapping = smallMapping(), query = 'dataflow=VRS_DETECT', headers: Record<string, string> = {}) => {
  const { headers: type, payload } = form({ mapping, file })
  return app.http.inject({ method: 'POST', url: `/api/uploads?${query}`, headers: { host: 'localhost', authorization: `Bearer ${actor.token}`, ...type, ...headers }, payload })
}

export type Ended = { readonly status: string; readonly result: { readonly report: string } | null; readonly problem: { readonly code: string; readonly status: number } | null; readonly ended: string | null }

export async function endOf(app: TestApp, actor: Actor, task: string): Promise<Ended> {
  for (;;) {
    const now = (await app.call(actor, 'GET', `/api/tasks/${task}`, undefined, { prefer: 'wait=30' })).json<Ended>()
    if (now.ended !== null) return now
  }
}
