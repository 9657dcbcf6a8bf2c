import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { withViewer } from '../db/viewer.ts'
import { spoolSweep } from './sweep.ts'
import { sampleMapping } from './trial.ts'
import { smallMapping } from '../../test/mapping.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data')

describe('an upload becomes a draft', () => {
  let app: TestApp
  let officer: Actor
  let focal: Actor
  beforeAll(async () => {
    app = await testApp()
    officer = await app.person('THA', 'reporter', 'POLICE')
    focal = await app.person('THA', 'focal_point')
  })
  afterAll(() => app?.close())

  const form = (parts: { [name: string]: string | Buffer }) => {
    const boundary = 'openvrs-test-boundary'
    const pieces = Object.entries(parts).flatMap(([name, value]) => [
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${name === 'file' ? '; filename="a.csv"' : ''}\r\n\r\n`, value, '\r\n',
    ])
    return { payload: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))), type: `multipart/form-data; boundary=${boundary}` }
  }
  const send = (actor: Actor, query: string, parts: { [name: string]: string | Buffer }, path = '/api/uploads') => {
    const { payload, type } = form(parts)
    return app.http.inject({ method: 'POST', url: `${path}?${query}`, headers: { host: 'localhost', authorization: `Bearer ${actor.token}`, 'content-type': type }, payload })
  }
  const ended = async (actor: Actor, task: string) => {
    for (let i = 0; i < 40; i++) {
      const answer = (await app.call(actor, 'GET', `/api/tasks/${task}`, undefined, { prefer: 'wait=5' })).json()
      if (answer.ended !== null) return answer
    }
    throw new Error('the task did not end')
  }
  const upload = async (actor: Actor, query: string, file: string | Buffer, mapping = smallMapping()) => {
    const taken = await send(actor, query, { mapping, file })
    expect(taken.statusCode, taken.body).toBe(202)
    return { upload: taken.json(), task: await ended(actor, taken.json().task) }
  }
  const spool = () => readdirSync(join(app.home, 'spool'))
  const chunksOf = async (report: string) => {
    const rows = await app.migrator.selectFrom('payload_chunk').selectAll().where('ref_area', '=', 'THA').where('report_id', '=', Number(report.split('-')[1])).where('layer', '=', 'base').orderBy('chunk_no').execute()
    return rows.map((row) => gunzipSync(row.body).toString()).join('')
  }

  const file = 'Country,Month,Count\r\nMyanmar,2024-03,5\r\nไทย,2024-04,7\r\nAtlantis,2024-04,9\r\nLaos,2024-05,1.5\r\n'

  test('with its rows accounted for, its rejects said, its spool gone and the chain longer', async () => {
    const { upload: made, task } = await upload(officer, 'dataflow=VRS_DETECT&member=THA', file)
    expect(made).toMatchObject({ report: null, dataflow: 'VRS_DETECT', bytes: Buffer.byteLength(file) })
    expect(task).toMatchObject({ status: 'done', result: { rows_read: 4, rows_taken: 2, rows_merged: 0, rows_rejected: 2, dataflow: 'VRS_DETECT' } })
    const { report, sha256 } = task.result
    const payload = await chunksOf(report)
    expect(createHash('sha256').update(payload).digest('hex')).toBe(sha256)
    expect(payload).toContain('THA,ENTRY_IRREG,DET,MMR,_T,_T,_T,_T,_T,_T,_T,2024-03,5')
    const row = await app.migrator.selectFrom('report').selectAll().where('ref_area', '=', 'THA').where('report_id', '=', Number(report.split('-')[1])).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ status: 'draft', unit: 'POLICE', freq: 'M', period_from: '2024-03', period_to: '2024-04', made_by: officer.person, last_edited_by: officer.person })
    expect(spool()).toEqual([])
    const stored = await app.migrator.selectFrom('upload').selectAll().where('ref_area', '=', 'THA').orderBy('upload_id', 'desc').executeTakeFirstOrThrow()
    expect([stored.spool_key, stored.spool_name]).toEqual([null, null])
    const entry = await app.migrator.selectFrom('audit_entry').selectAll().where('ref_area', '=', 'THA').orderBy('seq', 'desc').executeTakeFirstOrThrow()
    expect(JSON.stringify(entry.body)).toContain('report.upload')
    const shown = await app.call(officer, 'GET', `/api/reports/${report}/rejects?dataflow=VRS_DETECT`)
    expect(shown.json()).toEqual({
      rejects: [
        { row: 4, column: 'Country', code: 'code.unknown', reason: expect.stringContaining('CITIZENSHIP'), text: 'Atlantis' },
        { row: 5, column: 'Count', code: 'value.not_whole', reason: expect.stringContaining('whole'), text: '1.5' },
      ],
      next: null,
    })
    const seenByFocal = (await app.call(focal, 'GET', `/api/reports/${report}/rejects?dataflow=VRS_DETECT`)).json()
    expect(seenByFocal.rejects.map((r: { text?: string }) => r.text)).toEqual([undefined, undefined])
    expect(app.logged.join('\n')).not.toMatch(/Atlantis|Myanmar/)
  })

  test('a second file takes the place of the first in the same report', async () => {
    const first = await upload(officer, 'dataflow=VRS_DETECT', 'Country,Month,Count\nMMR,2024-03,5\nLAO,2024-06,1\n')
    const { report } = first.task.result
    const second = await upload(officer, `dataflow=VRS_DETECT&report=${report}`, 'Country,Month,Count\nKHM,2024-04,8\n')
    expect(second.upload.report).toBe(report)
    expect(second.task.result).toMatchObject({ report, rows_taken: 1 })
    const payload = await chunksOf(report)
    expect([payload.includes('KHM'), payload.includes('MMR')]).toEqual([true, false])
  })

  test('a file that is refused leaves no report, no spool, and a sentence that names the place', async () => {
    const before = await app.migrator.selectFrom('report').select('report_id').where('ref_area', '=', 'THA').execute()
    const { task } = await upload(officer, 'dataflow=VRS_DETECT', 'Land,Month,Count\nMMR,2024-03,5\n')
    expect(task).toMatchObject({ status: 'failed', problem: { code: 'intake.column_missing', detail: expect.stringContaining('Country') } })
    const none = await upload(officer, 'dataflow=VRS_DETECT', 'Country,Month,Count\nNowhere,2024-03,5\nMMR,Month,5\n')
    expect(none.task).toMatchObject({ status: 'failed', problem: { code: 'intake.nothing_taken', errors: [{ path: 'row 2, Country' }, { path: 'row 3, Month' }] } })
    expect(await app.migrator.selectFrom('report').select('report_id').where('ref_area', '=', 'THA').execute()).toEqual(before)
  })

  test('what is wrong with the request is said before anything is stored', async () => {
    const code = async (query: string, parts: { [name: string]: string }) => (await send(officer, query, parts)).json().code
    const mapping = smallMapping()
    expect(await code('dataflow=VRS_DETECT', { mapping: smallMapping().replace('ENTRY_IRREG', '"?"'), file })).toBe('mapping.open')
    expect(await code('dataflow=VRS_DETECT', { mapping: 'mapping: 1', file })).toBe('mapping.invalid')
    expect(await code('dataflow=VRS_HARM', { mapping, file })).toBe('mapping.other_dataflow')
    expect(await code('dataflow=VRS_NOTHING', { mapping, file })).toBe('not_found')
    expect(await code('dataflow=VRS_DETECT', { mapping })).toBe('upload.parts')
    expect(await code('dataflow=VRS_DETECT', { mapping, file, more: 'x' })).toBe('upload.parts')
    expect(await code('dataflow=VRS_DETECT&unit=NAVY', { mapping, file })).toBe('not_allowed')
    expect(await code('dataflow=VRS_DETECT&member=KHM', { mapping, file })).toBe('not_found')
    expect(await code('dataflow=VRS_DETECT&report=KHM-1', { mapping, file })).toBe('not_found')
    expect(await code('dataflow=VRS_DETECT&report=THA-99999', { mapping, file })).toBe('not_found')
    expect(await code('dataflow=VRS_DETECT&sort=name', { mapping, file })).toBe('request.invalid')
    const json = await app.call(officer, 'POST', '/api/uploads?dataflow=VRS_DETECT', { mapping })
    expect(json.statusCode).toBe(415)
    expect(spool()).toEqual([])
  })

  test('another unit and another state see neither upload nor rejects', async () => {
    const { upload: made, task } = await upload(officer, 'dataflow=VRS_DETECT', file)
    const navy = await app.person('THA', 'reporter', 'NAVY')
    const cambodia = await app.person('KHM', 'focal_point')
    for (const stranger of [navy, cambodia, await app.person('THA', 'analyst')]) {
      for (const path of [`/api/uploads/${made.upload}`, `/api/reports/${task.result.report}/rejects?dataflow=VRS_DETECT`, `/api/tasks/${made.task}`]) {
        expect((await app.call(stranger, 'GET', path)).json()).toMatchObject({ code: 'not_found' })
      }
    }
  })

  test('a cancelled upload leaves nothing', async () => {
    const many = `Country,Month,Count\n${Array.from({ length: 300_000 }, (_, i) => `MMR,2024-03,${i}\n`).join('')}`
    const taken = (await send(officer, 'dataflow=VRS_DETECT', { mapping: smallMapping('rows_on_one_key: sum'), file: many })).json()
    await app.call(officer, 'DELETE', `/api/tasks/${taken.task}`)
    expect((await ended(officer, taken.task)).status).toBe('cancelled')
    const upload = await app.migrator.selectFrom('upload').selectAll().where('ref_area', '=', 'THA').orderBy('upload_id', 'desc').executeTakeFirstOrThrow()
    expect(upload.report_id).toBeNull()
  })

  test('a key and a file whose task ended without them being taken away are swept; so are files that no upload names, once they are old', async () => {
    const folder = join(app.home, 'spool')
    const done = await upload(officer, 'dataflow=VRS_DETECT', file)
    const number = Number(done.upload.upload.split('-')[1])
    for (const name of ['left.spool', 'new.spool', 'old.spool']) writeFileSync(join(folder, name), 'x')
    utimesSync(join(folder, 'old.spool'), new Date(0), new Date(0))
    await withViewer(app.services.db, officer, new Date(), (trx) =>
      trx.updateTable('upload').set({ spool_name: 'left.spool', spool_key: Buffer.alloc(32) }).where('ref_area', '=', 'THA').where('upload_id', '=', number).execute())
    await spoolSweep(app.services.jobs, folder).run()
    expect(spool().filter((name) => /left|new|old/.test(name))).toEqual(['new.spool'])
    const row = await app.migrator.selectFrom('upload').select(['spool_name', 'spool_key']).where('ref_area', '=', 'THA').where('upload_id', '=', number).executeTakeFirstOrThrow()
    expect(row).toEqual({ spool_name: null, spool_key: null })
    rmSync(join(folder, 'new.spool'))
  })

  test('the same file under the same mapping is the same bytes', async () => {
    const sums = [await upload(officer, 'dataflow=VRS_DETECT', file), await upload(focal, 'dataflow=VRS_DETECT&unit=POLICE', file)].map(({ task }) => task.result.sha256)
    expect(sums[0]).toBe(sums[1])
  })

  test('a mapping is proposed, with what is open in it', async () => {
    const answer = (await send(officer, 'dataflow=VRS_DETECT', { file: 'Nationality;Month;Persons\nMyanmar;Mar-24;5\nCambodai;Apr-24;6\n' }, '/api/mappings/suggest')).json()
    expect(answer.mapping).toContain('delimiter: ";"')
    expect(answer.mapping).toMatch(/Cambodai: "\?" {2}# 1 rows; perhaps KHM Cambodia/)
    expect(answer.undecided).toContain('CITIZENSHIP: the word "Cambodai"')
    expect(answer.glimpse).toMatchObject({ header_row: 1, encodings: ['utf-8'], first: [['Myanmar', 'Mar-24', '5'], ['Cambodai', 'Apr-24', '6']] })
    expect(answer.glimpse.columns[0]).toEqual({ name: 'Nationality', rows: 2, blank: 0, distinct: 2, words: [{ word: 'Cambodai', rows: 1 }, { word: 'Myanmar', rows: 1 }] })
    expect(spool()).toEqual([])
    const samples = (await app.call(officer, 'GET', '/api/mappings')).json().samples
    expect(samples.map((s: { name: string }) => s.name)).toEqual(['frontex', 'panama-darien', 'usa-cbp'])
  })

  test.skipIf(!existsSync(DATA))('the real file of the United States (../shared/data)', async () => {
    const usa = await app.person('USA', 'reporter')
    const { task } = await upload(usa, 'dataflow=VRS_DETECT&member=USA', readFileSync(join(DATA, 'usa-cbp-encounters-fy2020-2023.csv')), sampleMapping('usa-cbp.yaml'))
    expect(task.result).toMatchObject({ rows_read: 42_532, rows_taken: 7_036, rows_merged: 35_496, rows_rejected: 0, errors: 0 })
  })
})
