import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { withViewer } from '../db/viewer.ts'
import { tableName } from '../registry/index.ts'

/** Thailand and Malaysia contribute; Fiji keeps its figures; Cambodia's analyst, whose state contributes, asks. */
let app: TestApp
const people: { [name: string]: Actor } = {}
const LATER = new Date(TODAY.getTime() + 3_600_000)

const month = (n: number) => `2026-${String(n).padStart(2, '0')}`
const figures = (months: readonly number[], of: readonly (readonly [number, Figure['key']?])[]): Figure[] => months.flatMap((n) => of.map(([value, key]) => ({ timePeriod: month(n), value, key })))

beforeAll(async () => {
  app = await testApp()
  for (const member of ['THA', 'KHM', 'FJI']) people[member] = await app.person(member, 'analyst')
  people['THA focal'] = await app.person('THA', 'focal_point')
  people['ADMIN'] = await app.person('CAU', 'administrator')
  people['CAU'] = await app.person('CAU', 'cau_analyst')
  const share = (member: string, rows: Figure[], level: 'CONTRIBUTORS' | 'NATIONAL' = 'CONTRIBUTORS') => shareFigures(app.services.db, member, rows, { level }, TODAY)
  await share('KHM', figures([8, 9, 10], [[5]]))
  await share('THA', figures([8, 9, 10], [[6, { CITIZENSHIP: 'MMR' }], [4, { CITIZENSHIP: 'KHM' }], [7, { TRANSPORT: 'SEA_SMALL' }], [3, { TRANSPORT: 'SEA_COMM' }]]))
  await share('FJI', figures([8, 9, 10], [[99]]), 'NATIONAL')
  app.setNow(LATER)
})
afterAll(() => app.close())

const ask = (who: string | null, query: string, headers?: Record<string, string>, dataflow = 'VRS_DETECT') => app.call(who === null ? null : people[who]!, 'GET', `/api/dataflows/${dataflow}/query?${query}`, undefined, headers)
const rows = async (who: string, query: string): Promise<readonly unknown[][]> => {
  const answer = await ask(who, query)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().rows
}

describe('an answer', () => {
  test('has the columns of `by`, then the series left open, then the value', async () => {
    const answer = (await ask('KHM', 'by=TIME_PERIOD,REF_AREA&where=TIME_PERIOD=2026-08..2026-09')).json()
    expect(answer.columns).toEqual(['time_period', 'ref_area', 'freq', 'indicator', 'unit_measure', 'value'])
    expect(answer.rows).toEqual([['2026-08', 'KHM', 'M', 'ENTRY_IRREG', 'DET', 5], ['2026-08', 'THA', 'M', 'ENTRY_IRREG', 'DET', 10], ['2026-09', 'KHM', 'M', 'ENTRY_IRREG', 'DET', 5], ['2026-09', 'THA', 'M', 'ENTRY_IRREG', 'DET', 10]])
    expect(await rows('KHM', 'by=INDICATOR,FREQ')).toEqual([['ENTRY_IRREG', 'M', 'DET', 45]])
  })

  test('takes a parent that nobody reported from its parts', async () => {
    expect(await rows('KHM', 'by=TRANSPORT&where=TRANSPORT=SEA&where=REF_AREA=THA')).toEqual([['SEA', 'M', 'ENTRY_IRREG', 'DET', 30]])
  })

  test('is not available where a member that is part of it has no such breakdown, and says who', async () => {
    const answer = (await ask('KHM', 'by=CITIZENSHIP&explain=true')).json()
    expect(answer.rows).toEqual([['KHM', 'M', 'ENTRY_IRREG', 'DET', null], ['MMR', 'M', 'ENTRY_IRREG', 'DET', null]])
    expect(answer.explanation).toEqual([
      { ref_area: 'KHM', freq: 'M', indicator: 'ENTRY_IRREG', unit_measure: 'DET', from: '2026-08', to: '2026-10', breakdown: null, exact: false },
      { ref_area: 'THA', freq: 'M', indicator: 'ENTRY_IRREG', unit_measure: 'DET', from: '2026-08', to: '2026-10', breakdown: ['CITIZENSHIP'], exact: true },
    ])
  })

  test('as CSV holds the same rows and nothing else', async () => {
    const csv = 'citizenship,freq,indicator,unit_measure,value\nKHM,M,ENTRY_IRREG,DET,12\nMMR,M,ENTRY_IRREG,DET,18\n'
    for (const answer of [await ask('KHM', 'by=citizenship&where=REF_AREA=THA&format=csv'), await ask('KHM', 'by=CITIZENSHIP&where=REF_AREA=THA', { accept: 'text/csv' })]) {
      expect(answer.headers).toMatchObject({ 'content-type': expect.stringContaining('text/csv'), 'cache-control': 'no-store', 'content-disposition': expect.stringContaining('attachment') })
      expect(answer.body).toBe(csv)
    }
    expect((await ask('KHM', 'by=CITIZENSHIP&format=csv')).body).toContain('\nMMR,M,ENTRY_IRREG,DET,\n')
  })

  test('as known before a release holds nothing of it', async () => {
    expect((await ask('KHM', `as_of=${new Date(TODAY.getTime() - 1000).toISOString()}`)).statusCode).toBe(404)
    expect(await rows('KHM', `as_of=${TODAY.toISOString()}`)).toEqual([['M', 'ENTRY_IRREG', 'DET', 45]])
  })

  test('counts in the ledger of those whose figures it rests on', async () => {
    await ask('KHM', 'where=REF_AREA=THA')
    const entries = await withViewer(app.services.db, viewerOf('THA', 'focal_point'), LATER, (trx) => trx.selectFrom('ledger').select(['member', 'role', 'dataflow', 'action']).where('ref_area', '=', 'THA').execute())
    expect(entries).toEqual(expect.arrayContaining([{ member: 'KHM', role: 'analyst', dataflow: 'VRS_DETECT', action: 'query' }, { member: 'KHM', role: 'analyst', dataflow: 'VRS_DETECT', action: 'export' }]))
    expect(entries.every((e) => e.member === 'KHM')).toBe(true)
  })
})

describe('what cannot be seen behaves as if it did not exist', () => {
  test('the same answer to everybody, whatever the reason', async () => {
    const answers = [
      await ask('FJI', 'where=REF_AREA=THA'), // shared, but Fiji does not contribute
      await ask('KHM', 'where=REF_AREA=FJI'), // not shared
      await ask('KHM', 'where=REF_AREA=BRN'), // never reported
      await ask('KHM', '', {}, 'VRS_HARM'), // nothing there
      await ask('KHM', 'where=REF_AREA=THA&where=REF_AREA=FJI'), // cannot be
      await ask('ADMIN', ''), await ask(null, ''), await ask(null, 'where=REF_AREA=FJI&explain=true'), // reads no figure
    ]
    for (const answer of answers) expect([answer.statusCode, answer.body]).toEqual([404, answers[0]!.body])
    expect(answers[0]!.json().code).toBe('query.nothing')
  })

  test('the own figures are seen by their owner, those that are shared by the secretariat', async () => {
    expect(await rows('FJI', 'by=REF_AREA')).toEqual([['FJI', 'M', 'ENTRY_IRREG', 'DET', 297]])
    expect((await rows('CAU', 'by=REF_AREA')).map((r) => r[0])).toEqual(['KHM', 'THA'])
  })
})

describe('what is made of the figures', () => {
  const QUARTER = 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-08..2026-10'

  test('quarters say how many of their months are there, and have a value where all are', async () => {
    people['MYS'] = await app.person('MYS', 'analyst')
    await shareFigures(app.services.db, 'MYS', figures([2, 3, 7, 8, 9], [[2]]), { level: 'NATIONAL' }, TODAY)
    const answer = (await ask('MYS', 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-02..2026-09&roll_up=Q')).json()
    expect(answer.columns).toEqual(['ref_area', 'time_period', 'freq', 'indicator', 'unit_measure', 'periods', 'periods_of', 'value'])
    expect(answer.rows).toEqual([['MYS', '2026-Q1', 'M', 'ENTRY_IRREG', 'DET', 2, 3, null], ['MYS', '2026-Q3', 'M', 'ENTRY_IRREG', 'DET', 3, 3, 6]])
    expect(answer.derivation).toEqual({ measure: 'sum', unit: 'figure', over: [], roll_up: 'Q', top: null, regions: [], whole: 'seen' })
    expect((await ask('MYS', 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-09&roll_up=Q&format=csv')).body).toBe('ref_area,time_period,freq,indicator,unit_measure,periods,periods_of,value\nMYS,2026-Q3,M,ENTRY_IRREG,DET,3,3,6\n')
  })

  test('a change looks back beyond the asked periods', async () => {
    expect(await rows('KHM', 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-09&where=REF_AREA=THA&measure=change')).toEqual([['THA', '2026-09', 'M', 'ENTRY_IRREG', 'DET', 0]])
    expect(await rows('KHM', 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-08&where=REF_AREA=THA&measure=change')).toEqual([['THA', '2026-08', 'M', 'ENTRY_IRREG', 'DET', null]])
    expect((await ask('KHM', 'by=TIME_PERIOD&where=TIME_PERIOD=2026-11&where=REF_AREA=THA&measure=change')).json().code).toBe('query.nothing')
  })

  test('regions, shares, the top and the rest', async () => {
    const of = 'by=CITIZENSHIP&where=REF_AREA=THA'
    expect(await rows('KHM', `${of}&measure=share`)).toEqual([['KHM', 'M', 'ENTRY_IRREG', 'DET', 40], ['MMR', 'M', 'ENTRY_IRREG', 'DET', 60]])
    expect(await rows('KHM', `${of}&top=CITIZENSHIP=1`)).toEqual([['MMR', 'M', 'ENTRY_IRREG', 'DET', 18], ['_REST', 'M', 'ENTRY_IRREG', 'DET', 12]])
    expect(await rows('KHM', `${of}&regions=CITIZENSHIP=CL_M49_SUBREGION`)).toEqual([['M49_035', 'M', 'ENTRY_IRREG', 'DET', 30]])
    expect(await rows('KHM', `${of}&where=CITIZENSHIP=ASEAN&measure=rank`)).toEqual([['KHM', 'M', 'ENTRY_IRREG', 'DET', 2], ['MMR', 'M', 'ENTRY_IRREG', 'DET', 1]])
    const answer = (await ask('KHM', 'by=REF_AREA&where=TIME_PERIOD=2026-08&regions=REF_AREA=ASEAN&explain=true')).json()
    expect([answer.derivation.regions[0].regions[0].areas, answer.rows]).toEqual([expect.arrayContaining(['KHM', 'THA']), [['ASEAN', 'M', 'ENTRY_IRREG', 'DET', 15]]])
  })

  test('security 19: a share, the rest and a region hold what the viewer sees, whatever others keep to themselves', async () => {
    const questions = [`${QUARTER}&measure=share`, 'by=REF_AREA&top=REF_AREA=1', 'by=REF_AREA&regions=REF_AREA=CL_M49_REGION', `by=TIME_PERIOD&where=TIME_PERIOD=2026-08..2026-10&measure=change`, `${QUARTER}&measure=rank&over=REF_AREA`]
    const asked = async () => Promise.all(questions.map((question) => rows('KHM', question)))
    const before = await asked()
    await shareFigures(app.services.db, 'FJI', figures([6, 7], [[1000]]), { level: 'NATIONAL' }, TODAY)
    expect(await asked()).toEqual(before)
    expect((await ask('FJI', 'by=REF_AREA&measure=share')).json().rows).toEqual([['FJI', 'M', 'ENTRY_IRREG', 'DET', 100]])
  })

  test('a file tells each row of all that it rests on, for a share rests on the others too', async () => {
    const csv = (await app.call(people['KHM']!, 'GET', '/api/dataflows/VRS_DETECT/export?by=REF_AREA&where=REF_AREA=THA,KHM&where=TIME_PERIOD=2026-08&measure=share&format=csv')).body
    expect(csv.split('\n')[1]).toContain('KHM,M,ENTRY_IRREG,DET,33.33333333333')
    expect(csv.split('\n')[1]).toContain(',KHM THA,CONTRIBUTORS,')
  })

  test('what cannot be made is refused with the reason', async () => {
    const refused = async (query: string) => (await ask('KHM', query)).json().code
    expect(await refused('by=SEX&measure=change')).toBe('query.time_missing')
    expect(await refused('by=TIME_PERIOD&measure=share')).toBe('query.over_missing')
    expect(await refused('by=SEX&top=AGE=3')).toBe('query.over_unknown')
    expect(await refused('by=REF_AREA&regions=REF_AREA=ATLANTIS')).toBe('query.regions_unknown')
    expect(await refused('by=REF_AREA&regions=REF_AREA=BALI_PROCESS,ASEAN&measure=share')).toBe('query.codes_overlap')
    for (const query of ['by=TIME_PERIOD&roll_up=W', 'measure=avg', 'top=1&top=2']) expect((await ask('KHM', query)).statusCode, query).toBe(400)
  })
})

test('security 13: what is asked is taken from the metadata, and nothing that is sent becomes SQL', async () => {
  const hostile = ['by=CITIZENSHIP"%3Bdrop%20table%20release%3B--', 'by=obs_value', 'by=ref_area)%20or%201=1', "where=CITIZENSHIP=MMR'%20or%20''='", 'where=LEVEL=0', 'where=__proto__=x', 'as_of=now()', 'format=xml', 'measure=avg', 'explain=1', 'sort=value', 'where=TIME_PERIOD=2026;--']
  for (const query of hostile) expect((await ask('KHM', query)).statusCode, query).toBe(400)
  expect(await rows('KHM', '')).toEqual([['M', 'ENTRY_IRREG', 'DET', 45]])
})

describe('security 19: what is taken away', () => {
  const take = (who: string | null, query: string) => app.call(who === null ? null : people[who]!, 'GET', `/api/dataflows/VRS_DETECT/export?${query}`)

  test('has the rows of the screen, the terms of each, and stays in no cache', async () => {
    const question = 'by=REF_AREA,TIME_PERIOD&where=TIME_PERIOD=2026-08..2026-09'
    const [shown, json, csv] = [(await ask('KHM', `${question}&explain=true`)).json(), (await take('KHM', question)).json(), await take('KHM', `${question}&format=csv`)]
    expect(json.rows).toEqual(shown.rows)
    expect(shown.terms).toEqual([{ ref_area: 'KHM', level: 'CONTRIBUTORS', group: null }, { ref_area: 'THA', level: 'CONTRIBUTORS', group: null }])
    expect(json).toMatchObject({ terms: shown.terms, explanation: shown.explanation })
    expect(csv.headers).toMatchObject({ 'content-type': expect.stringContaining('text/csv'), 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="VRS_DETECT.csv"' })
    const [head, ...lines] = csv.body.trimEnd().split('\n').map((line) => line.split(','))
    expect(head).toEqual([...shown.columns, 'originators', 'level', 'groups', 'definition_differs', 'as_known_on'])
    expect(lines.map((line) => [...line.slice(0, 5), Number(line[5])])).toEqual(shown.rows)
    expect(lines.map((line) => line.slice(6, 9))).toEqual([['KHM', 'CONTRIBUTORS', ''], ['KHM', 'CONTRIBUTORS', ''], ['THA', 'CONTRIBUTORS', ''], ['THA', 'CONTRIBUTORS', '']])
  })

  test('says of a sum on whose figures it rests, and the narrowest of their terms', async () => {
    expect((await take('KHM', 'where=TIME_PERIOD=2026-08&format=csv')).body).toContain('M,ENTRY_IRREG,DET,15,KHM THA,CONTRIBUTORS,,,')
    expect((await take('FJI', 'where=TIME_PERIOD=2026-08&format=csv')).body).toContain('M,ENTRY_IRREG,DET,99,FJI,NATIONAL,,,')
  })

  test('counts in the ledger of the originators, and stands in the own chain without a figure', async () => {
    const exports = async () => withViewer(app.services.db, viewerOf('THA', 'focal_point'), LATER, (trx) => trx.selectFrom('ledger').select((e) => e.fn.sum<string>('count').as('n')).where('ref_area', '=', 'THA').where('action', '=', 'export').executeTakeFirstOrThrow())
    const before = Number((await exports()).n)
    await take('KHM', 'where=REF_AREA=THA&as=png')
    expect(Number((await exports()).n)).toBe(before + 1)
    const chain = await withViewer(app.services.db, viewerOf('KHM', 'focal_point'), LATER, (trx) => trx.selectFrom('audit_entry').select('body').where('ref_area', '=', 'KHM').orderBy('seq', 'desc').executeTakeFirstOrThrow())
    expect(chain.body).toMatchObject({ action: 'figures.exported', subject: 'VRS_DETECT', detail: { rows: 1, as: 'png' } })
  })

  test('is refused as the question is, and to nobody signed in', async () => {
    expect([(await take('FJI', 'where=REF_AREA=THA')).json().code, (await take('ADMIN', '')).json().code]).toEqual(['query.nothing', 'query.nothing'])
    expect((await take(null, '')).statusCode).toBe(401)
    expect((await take('KHM', 'format=xlsx')).statusCode).toBe(400)
  })
})

test('who gives a question up ends its work in the database', async () => {
  const { http, close } = await buildApp({ ...app.services, config: { ...app.services.config, cube: 'postgres' } })
  const address = await http.listen({ port: 0, host: '127.0.0.1' })
  await app.migrator.transaction().execute(async (trx) => {
    const until = async (count: number): Promise<void> => {
      const { rows: [found] } = await sql<{ n: number }>`select count(*) as n from pg_locks l join pg_stat_activity a using (pid) where a.usename = 'vrs_app' and not l.granted and l.relation = ${tableName('VRS_DETECT')}::regclass`.execute(trx)
      if (found!.n !== count) await until(count)
    }
    await sql`lock table ${sql.table(tableName('VRS_DETECT'))} in access exclusive mode`.execute(trx)
    const given = new AbortController()
    const answer = fetch(`${address}/api/dataflows/VRS_DETECT/query?by=SEX`, { signal: given.signal, headers: { host: 'localhost', authorization: `Bearer ${people['KHM']!.token}` } }).catch((error: Error) => error.name)
    await until(1)
    given.abort()
    expect(await answer).toBe('AbortError')
    await until(0) // while the table is still locked: nothing but being cancelled can have ended it
  })
  await close()
  expect(app.logged.filter((line) => line.includes('"failed"'))).toEqual([])
})
