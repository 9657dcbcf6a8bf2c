import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trialFiles } from '@openvrs/core/metadata/trial.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { addMember } from '../../test/cast.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { reading, type Db, type ReadDb } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { currentCollections, findDataflow, getCollection } from './current.ts'
import { installCollection } from './install.ts'
import { writeEntry } from './register.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const swap = (from: string, to: string) => (text: string) => text.replace(from, to)
const version = (number: string) => swap('version: 1.0.0', `version: ${number}`)
const DATAFLOW = 'dataflows/TRIAL_FLOW.yaml'

let database: TestDatabase
let migrator: Db
let app: Db
let read: ReadDb
const install = (files: Map<string, string>) => installCollection(migrator, files, 'SYSTEM', NOW)
const refusal = async (files: Map<string, string>): Promise<Problem> => {
  const problem = await install(files).then(() => undefined, (error: unknown) => error)
  if (!(problem instanceof Problem)) throw problem ?? new Error('it was installed')
  return problem
}
const columns = async () => (await sql<{ name: string }>`select column_name as name from information_schema.columns where table_name = 'obs_trial_flow' order by ordinal_position`.execute(migrator)).rows.map((r) => r.name)
const key = async () => (await sql<{ line: string }>`select pg_get_constraintdef(oid) as line from pg_constraint where conname = 'obs_trial_flow_pkey'`.execute(migrator)).rows[0]!.line

beforeAll(async () => {
  database = await testDatabase()
  migrator = database.db('migrator')
  app = database.db('app')
  read = reading(app)
})
afterAll(() => database.close())

const focalPoint = { member: 'THA', unit: 'MAIN', role: 'focal_point', person: 'p' } as const

/** A release of Thailand with one figure on trees, written under the policies as the application does. */
async function reportTrees(): Promise<void> {
  await addMember(migrator, 'THA', NOW)
  await withViewer(app, focalPoint, NOW, async (trx) => {
    await sql`insert into report (ref_area, report_id, unit, collection, collection_version, freq, period_from, period_to, status, made_by, made_at)
      values ('THA', 1, 'NATIONAL', 'trial', '1.0.0', 'M', '2026-01', '2026-01', 'approved', 'p', ${NOW})`.execute(trx)
    await sql`insert into release (ref_area, release_id, dataflow, level, terms_since, approved_at, report_id, version, rows) values ('THA', 1, 'TRIAL_FLOW', 0, ${NOW}, ${NOW}, 1, 1, 1)`.execute(trx)
    await sql`insert into obs_trial_flow (ref_area, release_id, freq, indicator, unit_measure, item, route_id, time_period, signature, obs_value, level)
      values ('THA', 1, 'M', 'FOUND', 'N', 'TREE', '_T', '2026-01', 1, 7, 0)`.execute(trx)
  })
}

describe('a first version', () => {
  test('makes a table for each dataflow, with columns, key and policies', async () => {
    expect(await install(trialFiles())).toEqual({ id: 'trial', version: '1.0.0', outcome: 'installed' })
    expect(await columns()).toEqual(['ref_area', 'release_id', 'freq', 'indicator', 'unit_measure', 'item', 'route_id', 'time_period', 'signature', 'obs_value', 'obs_status', 'conf_status',
      'comment_obs', 'n_obs', 'level', 'share_group', 'embargo_until'])
    expect(await key()).toBe('PRIMARY KEY (ref_area, release_id, freq, indicator, unit_measure, time_period, item, route_id)')
    const { rows } = await sql<{ forced: boolean }>`select relrowsecurity and relforcerowsecurity as forced from pg_class where relname = 'obs_trial_flow'`.execute(migrator)
    expect(rows).toEqual([{ forced: true }])
  })

  test('is written down in the chain of the system', async () => {
    const entries = await migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', '_SYSTEM').execute()
    expect(entries.map((e) => e.body)).toContainEqual(expect.objectContaining({ action: 'collection.install', subject: 'trial 1.0.0', actor: 'SYSTEM' }))
  })

  test('again with the same bytes changes nothing', async () => {
    expect((await install(trialFiles())).outcome).toBe('already_there')
  })

  test('with other bytes is refused: a published version is never edited', async () => {
    const problem = await refusal(trialFiles({ 'codelists/CL_ITEM.yaml': swap('Animals', 'Beasts') }))
    expect([problem.code, problem.values]).toEqual(['collection.published', { collection: 'trial', version: '1.0.0' }])
  })

  test('with other translations gets those: they change what no figure means', async () => {
    const translated = trialFiles({ 'i18n/fr/words.yaml': () => 'codelists: { CL_ITEM: { codes: { TREE: Arbres } } }' })
    expect((await install(translated)).outcome).toBe('translated')
    const names = async () => (await getCollection(read, 'trial')).codelists.get('CL_ITEM')!.codes.find(({ id }) => id === 'TREE')!.name
    expect(await names()).toMatchObject({ fr: 'Arbres' })
    expect((await refusal(new Map([...translated, ['i18n/fr/words.yaml', 'codelists: { CL_ITEM: { codes: { SHRUB: Arbres } } }']]))).code).toBe('collection.invalid')
    expect((await install(translated)).outcome).toBe('already_there')
    expect((await install(trialFiles())).outcome).toBe('translated')
    expect(await names()).not.toHaveProperty('fr')
  })

  test('holds figures that the viewer may see, and no others', async () => {
    await reportTrees()
    const seen = (viewer: Parameters<typeof withViewer>[1]) => withViewer(app, viewer, NOW, async (trx) => (await sql<{ obs_value: number }>`select obs_value from obs_trial_flow`.execute(trx)).rows)
    expect(await seen(focalPoint)).toEqual([{ obs_value: 7 }])
    expect(await seen({ ...focalPoint, member: 'KHM' })).toEqual([])
    expect((await sql`select 1 from obs_trial_flow`.execute(app)).rows).toEqual([])
  })

  test('that is broken is refused with file and line, and leaves nothing', async () => {
    const problem = await refusal(trialFiles({ 'collection.yaml': version('1.0.1'), 'codelists/CL_ITEM.yaml': swap('parent: PLANT', 'parent: TREE') }))
    expect(problem.code).toBe('collection.invalid')
    expect(problem.places).toEqual([{ path: 'codelists/CL_ITEM.yaml:5', message: 'These codes are part of each other in a circle: TREE, TREE.' }])
    expect((await getCollection(read, 'trial')).version).toBe('1.0.0')
  })
})

describe('a later version', () => {
  test('may not take away, move or retype what figures rest on; it says all of it', async () => {
    const cases: readonly (readonly [Parameters<typeof trialFiles>[0], string])[] = [
      [{ [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[ITEM]') }, 'TRIAL_FLOW no longer has the dimension ROUTE_ID. A version may not remove a dimension; leave it in and stop using it.'],
      [{ [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[ROUTE_ID, ITEM]') }, 'TRIAL_FLOW has the dimension ITEM in another place. Dimensions keep their order; new ones come after them.'],
      [{ [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[{ id: ITEM, role: key }, ROUTE_ID]') }, 'TRIAL_FLOW takes the codes of ITEM from elsewhere than before, or changed it between key and optional. Add a new dimension instead.'],
      [{ 'concepts.yaml': swap('codelist: CL_ITEM', 'register: place') }, 'TRIAL_FLOW takes the codes of ITEM from elsewhere than before, or changed it between key and optional. Add a new dimension instead.'],
      [{ 'concepts.yaml': (t) => `${t}HABIT: { name: Habit, codelist: CL_ITEM }\n`, [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[ITEM, ROUTE_ID, { id: HABIT, role: key }]') },
        'TRIAL_FLOW has the new key dimension HABIT, for which figures reported before have no code. A new dimension must be optional.'],
      [{ 'codelists/CL_ITEM.yaml': swap('  TREE: { name: Trees, parent: PLANT }\n', ''), 'i18n/th/all.yaml': undefined }, 'TRIAL_FLOW no longer takes TREE for ITEM, but figures use it. Leave the code in.'],
      [{ [DATAFLOW]: swap('[M, A]', '[A]') }, 'TRIAL_FLOW no longer takes M for FREQ, but figures use it. Leave the code in.'],
      [{ [DATAFLOW]: undefined, 'rules/rules.yaml': undefined, 'i18n/th/all.yaml': undefined }, 'TRIAL_FLOW is gone, but it holds figures or narratives. Leave it in.'],
    ]
    for (const [changes, sentence] of cases) {
      const problem = await refusal(trialFiles({ 'collection.yaml': version('1.1.0'), ...changes }))
      expect([problem.code, problem.places.map((p) => p.message)]).toEqual(['collection.breaks', [sentence]])
    }
  })

  test('adds a dimension, codes, a list and a dataflow, and keeps the rows', async () => {
    const files = trialFiles({
      'collection.yaml': version('1.10.0'),
      'concepts.yaml': (t) => `${t}HABIT: { name: Habit, codelist: CL_HABIT }\n`,
      'codelists/CL_HABIT.yaml': 'id: CL_HABIT\nname: Habits\ncodes: { NIGHT: Night }\n',
      'codelists/CL_ITEM.yaml': swap('ANIMAL: Animals', 'ANIMAL: Animals\n  FUNGUS: Fungi'),
      [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[ITEM, ROUTE_ID, HABIT]'),
      'dataflows/OTHER_FLOW.yaml': 'id: OTHER_FLOW\nname: Other\ndescription: Other.\nfrequencies: [A]\nindicators: { X: { name: X, units: [N], measure: count, additivity: none } }\n',
    })
    expect((await install(files)).outcome).toBe('installed')
    expect((await columns()).at(-1)).toBe('habit')
    expect(await key()).toBe('PRIMARY KEY (ref_area, release_id, freq, indicator, unit_measure, time_period, item, route_id, habit)')
    const rows = await withViewer(app, focalPoint, NOW, async (trx) => (await sql`select item, habit, signature, obs_value from obs_trial_flow`.execute(trx)).rows)
    expect(rows).toEqual([{ item: 'TREE', habit: '_T', signature: 1, obs_value: 7 }])
  })

  test('is the current one by its numbers, and the one before is still there for the reports that began with it', async () => {
    expect((await currentCollections(read)).get('trial')!.version).toBe('1.10.0')
    expect((await findDataflow(read, 'OTHER_FLOW'))!.collection.id).toBe('trial')
    expect((await getCollection(read, 'trial', '1.0.0')).dataflows.has('OTHER_FLOW')).toBe(false)
    expect((await refusal(trialFiles({ 'collection.yaml': version('1.9.0') }))).code).toBe('collection.older')
    await expect(getCollection(read, 'trial', '9.9.9')).rejects.toMatchObject({ code: 'not_found' })
    expect(await findDataflow(read, 'NO_FLOW')).toBeUndefined()
  })

  test('takes no dataflow of another collection', async () => {
    const problem = await refusal(trialFiles({ 'collection.yaml': swap('id: trial', 'id: rival') }))
    expect(problem.places[0]!.message).toBe('The dataflow TRIAL_FLOW belongs to the collection trial already. Choose another name.')
  })

  test('leaves the register as the secretariat edited it', async () => {
    const edited = { register: 'route', id: 'OLD_ROAD', name: { en: 'Older road' }, kind: 'land', successors: [] } as const
    await app.transaction().execute((trx) => writeEntry(trx, edited, 'cau', NOW))
    await install(trialFiles({
      'collection.yaml': version('1.11.0'), 'concepts.yaml': (t) => `${t}HABIT: { name: Habit, codelist: CL_HABIT }\n`,
      'codelists/CL_HABIT.yaml': 'id: CL_HABIT\nname: Habits\ncodes: { NIGHT: Night }\n', [DATAFLOW]: swap('[ITEM, ROUTE_ID]', '[ITEM, ROUTE_ID, HABIT]'),
      'register/routes.yaml': (t) => `${t}  THIRD_ROAD: { name: Third road, kind: land }\n`,
    }))
    const { register } = await getCollection(read, 'trial')
    expect(register.filter((e) => ['OLD_ROAD', 'NEW_ROAD', 'THIRD_ROAD'].includes(e.id)).map((e) => [e.id, e.name.en, e.successors])).toEqual(
      [['NEW_ROAD', 'New road', []], ['OLD_ROAD', 'Older road', []], ['THIRD_ROAD', 'Third road', []]])
  })
})

test('the application may neither install nor change a collection', async () => {
  await expect(app.insertInto('collection').values({ id: 'x', version: '1', files: '{}', sha256: '', installed_at: NOW }).execute()).rejects.toThrow(/permission denied/)
  await expect(sql`update collection set sha256 = ''`.execute(app)).rejects.toThrow(/permission denied/)
})
