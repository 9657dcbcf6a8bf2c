import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes, type Route } from '@openvrs/contract'
import { connect, type Db } from '../../src/db/connect.ts'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { sessionOf, settle, type Human } from '../sign-in.ts'
import { placesOf, PARTS, requestOf, validInput, withValue, type Input, type Place, type Request } from './valid.ts'
import { makeWorld, type World } from './world.ts'

/**
 * Requirement 7: every route x method x object of another state answers as if there were none, and the owner can count who
 * asked. Generated from the route table: a route that names something this file does not know, or that nothing is said of,
 * fails here.
 */

/** Routes that take no id of anybody's: why there is nothing of another state to ask them for. */
const NOTHING_NAMED: { readonly [route: string]: string } = {
  'system.alive': 'says one word',
  'system.ready': 'says words about the server',
  'system.securityTxt': 'whom to tell of a weakness, published',
  'system.status': 'says words about the server',
  'cube.check': 'counts of rows by dataflow, for the administrator',
  'tasks.list': 'the own',
  'session.signIn': 'an address, and the same answer whether or not somebody has it (5)',
  'session.factor': 'a ticket, which is its own secret',
  'session.reauthenticate': 'the own',
  'session.changePassword': 'the own',
  'session.show': 'the own',
  'session.ways': 'the own',
  'session.deviceKey': 'the own',
  'session.signOut': 'the own',
  'session.list': 'the own',
  'devices.list': 'the own',
  'passkeys.offer': 'whoever has a passkey here',
  'passkeys.signIn': 'a signature, which nobody else makes',
  'passkeys.ask': 'the own',
  'passkeys.give': 'the own',
  'passkeys.begin': 'the own',
  'passkeys.add': 'the own',
  'passkeys.list': 'the own',
  'tokens.make': 'the own',
  'tokens.list': 'the own',
  'units.change': 'the own, by a code that means nothing elsewhere',
  'counterparts.list': 'the own',
  'people.language': 'the own',
  'returning.list': 'the secretariat\'s own; of no state that takes part',
  'returning.second': 'the secretariat\'s own; of no state that takes part',
  'returning.invite': 'the secretariat\'s own; of no state that takes part',
  'returning.stop': 'the secretariat\'s own; of no state that takes part',
  'members.list': 'who takes part is known to all who do',
  'invitations.find': 'a secret that only the invited hold',
  'invitations.accept': 'a secret that only the invited hold',
  'invitations.confirm': 'a ticket, which is its own secret',
  'invitations.list': 'the own',
  'resets.list': 'the own, and what the secretariat has a part in',
  'security.own': 'the own',
  'security.people': 'the people of the own member',
  'resets.find': 'a secret that only its holder has',
  'resets.choosePassword': 'a secret that only its holder has',
  'resets.enrol': 'a secret that only its holder has',
  'resets.confirm': 'a ticket, which is its own secret',
  'federation.list': 'who can be chosen at the door',
  'federation.show': 'the own',
  'federation.connect': 'the own',
  'federation.test': 'the own',
  'federation.remove': 'the own',
  'federation.readMetadata': 'keeps nothing',
  'federation.finishSignIn': 'a ticket, which is its own secret',
  'federation.accept': 'a secret that only the invited hold',
  'federation.finishAccept': 'a ticket, which is its own secret',
  'federation.link': 'the own',
  'federation.finishLink': 'a ticket, which is its own secret, and the own session',
  'federation.unlink': 'the own',
  'session.renewRecoveryCodes': 'the own',
  'training.makeToken': 'the administrator of a training system alone',
  'training.become': 'one of the invented people of a training system',
  'training.cast': 'the invented people of a training system',
  'collections.list': 'describes data, open to everybody',
  'collections.show': 'describes data, open to everybody',
  'collections.narratives': 'describes data, open to everybody',
  'collections.install': 'metadata, not of a state',
  'collections.changes': 'describes data, open to everybody',
  'register.history': 'a register that all share',
  'register.write': 'a register that all share',
  'mappings.suggest': 'keeps nothing',
  'mappings.samples': 'published files',
  'reports.create': 'makes the own',
  'reports.list': 'the own',
  'keys.list': 'public keys',
  'keys.pem': 'public keys',
  'audit.signed': 'one hash over all chains, published',
  'sharing.access': 'the own',
  'sharing.access_list': 'the own',
  'sharing.audience': 'the own',
  'sharing.sight': 'changes with what the asker sees, and with nothing else',
  'groups.list': 'the own',
  'explore.query': 'figures, through the scope of the viewer (12)',
  'explore.export': 'figures, through the scope of the viewer (12)',
  'exports.make': 'figures, through the scope of the viewer (12)',
  'exports.list': 'the own',
  'default_terms.list': 'the own',
  'default_terms.set': 'the own',
  'releases.list': 'the own',
  'ledger.list': 'the own', 'ledger.days': 'the own',
  'system.about': 'who takes part is public, and how states share is not in it',
  'system.show': 'the server itself, to its administrator',
  'search.find': 'what the viewer sees, through the scope (12)',
  'search.suggest': 'what the viewer sees, through the scope (12)',
  'search.listSaved': 'the own',
  'views.list': 'the own',
  'views.save': 'makes the own',
  'search.save': 'makes the own',
  'news.list': 'what the viewer sees, through the scope (12)',
  'news.seen': 'the own',
}

/** Where a place names a member without asking for anything of it, or where a role is there to act on others. */
const ALLOWED: { readonly [place: string]: { readonly roles?: readonly string[]; readonly why: string } } = {
  'members.add body.code': { why: 'names a member that is to come; who takes part is known to all' },
  'counterparts.propose body.member': { why: 'names who is asked; who takes part is known to all' },
  'returning.ask body.member': { why: 'names a member that left; who takes part is known to all' },
  'groups.make body.members.0': { why: 'names who is to belong; who takes part is known to all' },
  'units.add body.member': { roles: ['administrator'], why: 'adds units before there is a focal point' },
  'invitations.make body.member': { roles: ['administrator'], why: 'invites the first focal point of a member' },
  'federation.signIn body.member': { why: 'names whose provider is asked; who has one can be chosen at the door' },
  'federation.samlMetadata params.member': { why: 'says an address of ours, made of the code alone' },
  'federation.samlPost params.member': { why: 'sends the browser on, to the same page for every code' },
  'units.list query.member': { roles: ['administrator'], why: 'sees the units that it adds' },
  'resets.start params.person': { roles: ['administrator'], why: 'asks for it; an analyst seconds, and a notice runs' },
  'people.list query.member': { roles: ['administrator'], why: 'sees the people of all members, no figure' },
  'explore.preview query.as': { why: 'names in whose place the own figures are asked for; who takes part is known to all' },
  'narratives.list query.member': { why: 'one filter of what the viewer sees, through the scope (12)' },
  'sharing.plausible_zero params.member': { roles: ['cau_analyst'], why: 'records for any member that a zero is plausible' },
}

const ASKERS = [['THA', 'reporter'], ['THA', 'focal_point'], ['THA', 'analyst'], ['THA', 'liaison'], ['CAU', 'cau_analyst'], ['CAU', 'administrator']] as const
const named = allRoutes.flatMap((route) => placesOf(route).map((place) => ({ route, place, name: `${route.id} ${place.part}.${place.at.join('.')}` })))

let app: TestApp
let khm: World
const askers: Actor[] = []
let human: Human
/** Sees all rows: the ledger is its owner's, and a test counts what nobody else may. */
let superuser: Db
beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 1).db
  for (const [member, role] of ASKERS) askers.push(await app.person(member, role))
  human = await settle(app, askers[1]!, 'THA', 'focal_point')
  khm = await makeWorld(app, 'KHM', 'VNM')
})
afterAll(async () => {
  await superuser?.destroy()
  await app?.close()
})

/** What exists at a place, and what does not: of the same member, and of a member that is not there. */
function idsOf(route: Route, place: Place): { readonly there: readonly string[]; readonly absent: readonly string[] } {
  switch (place.names) {
    case 'member':
      return { there: ['KHM'], absent: ['ZZZ'] }
    case 'person':
      return { there: [khm.person, khm.second.person], absent: ['nobody'] }
    case 'session':
      return { there: [khm.session], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'reset':
      return { there: [khm.reset], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'invitation':
      return { there: [khm.invitation], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'counterpart':
      return { there: [khm.counterpart], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'saved search':
      return { there: [khm.saved], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'saved view':
      return { there: [khm.view], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'known device':
      return { there: [khm.knownDevice], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'passkey':
      return { there: [khm.passkey], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'token':
      return { there: [khm.token], absent: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'] }
    case 'public id':
      return { there: publicIds(route, place), absent: ['KHM-4711', 'KHM-999999999999999', 'ZZZ-1'] }
  }
}

function publicIds(route: Route, { at }: Place): string[] {
  const field = String(at.findLast((step) => step !== 0))
  switch (route.owned?.[field] ?? field.replace(/s$/, '')) {
    case 'report':
      return [khm.draft, khm.submitted, khm.approved, khm.national, khm.uploaded]
    case 'release':
      return [khm.release]
    case 'task':
      return [khm.task]
    case 'upload':
      return [khm.upload]
    case 'narrative':
      return [khm.narrative]
    case 'export':
      return [khm.exported]
    default:
      throw new Error(`what is a ${field}?`)
  }
}

const send = (by: Actor | Pick<Human, 'cookie'> | null, { headers, ...request }: Request, more: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
  app.http.inject({ ...request, headers: { host: 'localhost', ...credentials(by), ...headers, ...more } })

function credentials(by: Actor | Pick<Human, 'cookie'> | null): Record<string, string> {
  if (!by) return {}
  return 'cookie' in by ? { cookie: by.cookie, origin: 'http://localhost' } : { authorization: `Bearer ${by.token}` }
}

/** Sessions and tokens are looked up for sessions alone. */
const needsSession = ({ names }: Place): boolean => names === 'session' || names === 'token' || names === 'known device' || names === 'passkey'

/** Some routes are for a person at a session alone, who has just given the second factor. */
const seated = async (route: Route, asker: Actor): Promise<Actor | Pick<Human, 'cookie'>> => (route.fresh === 'person' ? { cookie: await sessionOf(app, asker) } : asker)

/** All that an asker gets to see, but the hour and how many requests are left in this minute. */
function seen({ statusCode, body, headers: { date: _, 'x-ratelimit-limit': _l, 'x-ratelimit-remaining': _r, 'x-ratelimit-reset': _s, ...headers } }: LightMyRequestResponse): string {
  return JSON.stringify([statusCode, headers, body])
}

/** How often an asker's role was refused something, by the ledger of a member. */
async function refusals(owner: string, asker: Actor): Promise<number> {
  const rows = await superuser.selectFrom('ledger').select('count').where('ref_area', '=', owner).where('member', '=', asker.member).where('role', '=', asker.role).where('action', '=', 'refused').execute()
  return rows.reduce((sum, row) => sum + row.count, 0)
}

describe('7: the table', () => {
  test('every route is known here, with each of its ids', () => {
    const known = new Set([...named.map(({ route }) => route.id), ...Object.keys(NOTHING_NAMED)])
    expect(allRoutes.map((route) => route.id).filter((id) => !known.has(id))).toEqual([])
    expect(named.filter(({ route }) => NOTHING_NAMED[route.id])).toEqual([])
    expect(Object.keys(NOTHING_NAMED).filter((id) => !allRoutes.some((route) => route.id === id))).toEqual([])
    expect(Object.keys(ALLOWED).filter((name) => !named.some((one) => one.name === name))).toEqual([])
  })

  test('what the contract says is owned are the places that the schemas name', () => {
    for (const route of allRoutes) {
      const declared = Object.keys(route.owned ?? {}).sort()
      const found = placesOf(route).filter(({ part, names }) => part !== 'body' && (names === 'public id' || names === 'member')).map(({ at }) => String(at[0])).sort()
      expect([route.id, declared]).toEqual([route.id, found])
    }
  })

  test('each has a valid request', () => {
    for (const route of allRoutes) for (const part of PARTS) if (route[part]) expect(route[part].safeParse(validInput(route)[part]).error?.issues, `${route.id} ${part}`).toBeUndefined()
  })
})

describe('7: another state\'s', () => {
  test.each(named.filter(({ name }) => !ALLOWED[name] || ALLOWED[name].roles).map((one) => [one.name, one] as const))('%s', { timeout: 60_000 }, async (name, { route, place }) => {
    const { there, absent } = idsOf(route, place)
    const input = validInput(route)
    for (const asker of askers.filter(({ role }) => !ALLOWED[name]?.roles?.includes(role))) {
      const answers = new Set<string>()
      for (const id of [...absent, ...there]) {
        const before = await refusals('KHM', asker)
        const answer = await send(needsSession(place) ? human : await seated(route, asker), requestOf(route, withValue(input, place, id)))
        expect([answer.statusCode, answer.body], `${asker.role} ${id}`).toEqual([404, expect.stringContaining('"not_found"')])
        answers.add(seen(answer))
        const namesMember = place.names === 'public id' || place.names === 'member'
        expect((await refusals('KHM', asker)) - before, `counted for ${asker.role} ${id}`).toBe(namesMember && id.startsWith('KHM') ? 1 : 0)
      }
      expect([...answers]).toHaveLength(1)
    }
    expect(await superuser.selectFrom('ledger').select('count').where('ref_area', '=', 'ZZZ').execute()).toEqual([])
  })

  test('HEAD tells no more than GET', async () => {
    for (const { route, place } of named.filter(({ route, name }) => route.method === 'GET' && (!ALLOWED[name] || ALLOWED[name].roles))) {
      const { there, absent } = idsOf(route, place)
      const answers = new Set<string>()
      for (const id of [...there, ...absent]) answers.add(seen(await send(askers[1]!, { ...requestOf(route, withValue(validInput(route), place, id)), method: 'HEAD' })))
      expect([route.id, answers.size]).toEqual([route.id, 1])
      expect([...answers][0]).toMatch(/^\[404/)
    }
  })
})

test('7: nobody who is not signed in learns whether there is such a thing', async () => {
  for (const route of allRoutes.filter(({ who }) => who === 'signed_in')) {
    const inputs: Input[] = [validInput(route), ...placesOf(route).flatMap((place) => Object.values(idsOf(route, place)).flat().map((id) => withValue(validInput(route), place, id)))]
    const answers = new Set<string>()
    for (const input of inputs) {
      answers.add(seen(await send(null, requestOf(route, input))))
      answers.add(seen(await send(null, requestOf(route, input), { authorization: 'Bearer vrs_nobody' })))
      answers.add(seen(await send(null, requestOf(route, input), { cookie: 'vrs_session=nobody', origin: 'http://localhost' })))
    }
    expect([route.id, answers.size]).toEqual([route.id, 1])
    expect(JSON.parse([...answers][0]!)).toEqual([401, expect.objectContaining({ 'www-authenticate': 'Bearer' }), expect.stringContaining('auth.required')])
  }
  expect(await superuser.selectFrom('ledger').select('count').where('member', '=', '').execute()).toEqual([])
})

/** What the owner's own report does not have, though the report is there. */
const LACKS: { readonly [route: string]: readonly (keyof World)[] } = {
  'reports.payload': ['draft', 'uploaded'], 'reports.receipt': ['draft', 'submitted', 'approved', 'uploaded'],
  'narrative_drafts.write': ['draft', 'submitted', 'national', 'uploaded'], 'narrative_drafts.remove': ['draft', 'submitted', 'national', 'uploaded'],
}
/** Reading comes first, and what ends something last. */
const ENDS = ['session.end', 'security.signOut', 'people.change', 'people.disable', 'reports.withdraw', 'invitations.withdraw', 'resets.stop', 'counterparts.end', 'search.remove', 'exports.remove']
const turnOf = ({ id, method }: Route): number => (method === 'GET' ? 0 : ENDS.includes(id) ? 2 : 1)

test('7: what was refused is there: its owner finds it, by the same requests', async () => {
  const cau = askers.find(({ role }) => role === 'cau_analyst')!
  const own = named.filter(({ name }) => !ALLOWED[name] || ALLOWED[name].roles).toSorted((a, b) => turnOf(a.route) - turnOf(b.route))
  for (const { route, place, name } of own) {
    const actor = needsSession(place) ? khm.human : await seated(route, ALLOWED[name]?.roles?.includes('cau_analyst') ? cau : khm.focal)
    for (const id of idsOf(route, place).there) {
      const what = (Object.keys(khm) as (keyof World)[]).find((key) => khm[key] === id)
      const { statusCode, body } = await send(actor, requestOf(route, withValue(validInput(route), place, id)))
      expect(statusCode, body).not.toBe(401)
      expect([name, what, statusCode === 404], body).toEqual([name, what, what !== undefined && (LACKS[route.id]?.includes(what) ?? false)])
    }
  }
})
