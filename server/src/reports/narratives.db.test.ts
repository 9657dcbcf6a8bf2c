import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../test/cast.ts'
import { addNarrative, bodyOf, draftsOf, submitNarrative, type Written } from '../../test/narratives.ts'
import { draft, shown, typeIn, work } from '../../test/reports.ts'
import { thailand } from '../../test/thailand.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'

/** The life of narratives in Thailand's reports: written, submitted, combined, approved, corrected, withdrawn. */
const { app, police, navy, maya, anan } = await thailand()
afterAll(() => app.close())

const numberOf = (narrative: string): string => narrative.split('-')[1]!
const put = (actor: Actor, report: string, { narrative }: Written, base: number, body: object) => app.call(actor, 'PUT', `/api/reports/${report}/narratives/${numberOf(narrative)}`, { base, body })
const month = (period: string) => ({ from: period, to: period })
const read = async (actor: Actor, narrative: string) => (await app.call(actor, 'GET', `/api/narratives/${narrative}`)).json<{ version: number; summary: string; code?: string }>()

describe('written in a draft', () => {
  test('it is kept with what it lacks, said in the reader\'s language, and blocks submitting until that is there', async () => {
    const report = await draft(app, police, [], month('2026-01'))
    const added = await addNarrative(app, police, report, 'VRS_NARR_FEE', { period: '2026-01', summary: '', fields: { ...bodyOf('VRS_NARR_FEE').fields, HIGH: 1 } })
    expect(added).toMatchObject({ version: 1, change: 'new', before: null, faults: [{ field: 'summary', message: 'Summary is missing.' }, { field: 'HIGH', message: 'Highest price (1) must not be below Lowest price (1800).' }] })
    expect(await work(app, police, `/api/reports/${report}/submit`)).toEqual({ refused: 'report.has_errors', values: { errors: 2 } })
    const { findings } = (await app.call(police, 'GET', `/api/reports/${report}/findings?language=th`)).json<{ findings: object[] }>()
    expect(findings).toMatchObject([{ dataflow: 'VRS_NARR_FEE', key: added.narrative, column: 'summary', severity: 'error', outcome: 'missing', message: 'ยังไม่ได้กรอก สรุป' }, { rule: 'narrative.below', column: 'HIGH' }])
    const mended = await put(police, report, added, added.edit_no, bodyOf('VRS_NARR_FEE', { period: '2026-01' }))
    expect(mended.json()).toMatchObject({ version: 1, faults: [] })
    expect(await work(app, police, `/api/reports/${report}/submit`)).toEqual({ result: { report } })
    expect(await shown(app, police, report)).toMatchObject({ dataflow: 'VRS_NARR_FEE', rows: 1, status: 'submitted' })
  })

  test('what could lead to a person asks for a word before it is submitted, and is said where it stands', async () => {
    const report = await draft(app, police, [], month('2026-01'))
    const added = await addNarrative(app, police, report, 'VRS_NARR_ROUTE', { period: '2026-01', text: 'The driver is called at +66 81 234 5678.', fields: { ...bodyOf('VRS_NARR_ROUTE').fields, LEGS: [{ FROM_PLACE: 'MYAWADDY', TO_PLACE: 'MAE_SOT', TRANSPORT: 'FOOT', HANDOVER: 'To Mr Somchai.' }] } })
    const { narrative, faults } = added
    expect(faults).toEqual([])
    expect(await work(app, police, `/api/reports/${report}/submit`)).toEqual({ refused: 'report.warnings_unanswered', values: { warnings: 2 } })
    const { findings } = (await app.call(police, 'GET', `/api/reports/${report}/findings`)).json<{ findings: { rule: string }[] }>()
    expect(findings).toMatchObject([
      { rule: expect.stringMatching(/^narrative\.nominal\.[0-9a-f]{8}$/) as string, severity: 'warning', key: narrative, column: 'text', message: 'Text holds what looks like a telephone number: “+66 81 234 5678”. Take it out, or say why it leads to nobody.' },
      { column: 'LEGS.1.HANDOVER', message: expect.stringContaining('leg 1, Handover holds what looks like the name of a person: “Mr Somchai”') as string },
    ])
    const say = (words: string, sure?: boolean) => app.call(police, 'POST', `/api/reports/${report}/comments`, { comments: [{ dataflow: 'VRS_NARR_ROUTE', key: narrative, column: 'text', rule: findings[0]!.rule, words }], ...(sure && { sure }) })
    expect((await say('Mr Somchai answers there, see hotline@police.example.')).json()).toMatchObject({ code: 'report.comment_nominal', detail: expect.stringContaining('“Mr Somchai”') as string })
    expect((await app.call(police, 'POST', `/api/reports/${report}/submit`, { comment: 'Ask +66 81 234 5678.' })).json()).toMatchObject({ code: 'report.comment_nominal' })
    expect((await say('The number of our own hotline: +66 2 123 4567.', true)).statusCode).toBe(201)
    const more = await put(police, report, added, added.edit_no, { ...added.body, summary: 'Ask guide@mail.example.' })
    expect(await work(app, police, `/api/reports/${report}/submit`), 'what was said of these words is not said of others').toEqual({ refused: 'report.warnings_unanswered', values: { warnings: 3 } })
    expect((await put(police, report, added, more.json<Written>().edit_no, { ...added.body, summary: 'Mended.' })).statusCode).toBe(200)
    expect(await work(app, police, `/api/reports/${report}/submit`)).toEqual({ result: { report } })
    const back = (body: object) => app.call(maya, 'POST', `/api/reports/${report}/return`, body)
    expect((await back({ comments: [{ dataflow: 'VRS_NARR_ROUTE', key: narrative, column: 'text', words: 'Is it 081-234-5678?' }] })).json()).toMatchObject({ code: 'report.comment_nominal' })
    expect((await back({ comment: 'Is it 081-234-5678?', sure: true })).statusCode).toBe(200)
  })

  test('two devices do not overwrite each other: who saw an older one is told, and nothing is lost', async () => {
    const report = await draft(app, police, [], month('2026-01'))
    const added = await addNarrative(app, police, report, 'VRS_NARR_TREND', { period: '2026-01' })
    const first = await put(police, report, added, added.edit_no, bodyOf('VRS_NARR_TREND', { period: '2026-01', text: 'from the desk' }))
    expect(first.statusCode).toBe(200)
    const second = await put(police, report, added, added.edit_no, bodyOf('VRS_NARR_TREND', { period: '2026-01', text: 'from the telephone' }))
    expect([second.statusCode, second.json()]).toMatchObject([409, { code: 'narrative.changed', detail: expect.stringContaining(added.narrative) as string }])
    const removal = await app.call(police, 'DELETE', `/api/reports/${report}/narratives/${numberOf(added.narrative)}?base=${added.edit_no}`)
    expect(removal.json()).toMatchObject({ code: 'narrative.changed' })
    expect((await draftsOf(app, police, report)).narratives).toMatchObject([{ body: { text: 'from the desk' } }])
    expect((await app.call(police, 'DELETE', `/api/reports/${report}/narratives/${numberOf(added.narrative)}?base=${first.json<Written>().edit_no}`)).statusCode).toBe(204)
    expect((await draftsOf(app, police, report)).narratives).toEqual([])
    expect(await work(app, police, `/api/reports/${report}/submit`)).toEqual({ refused: 'report.empty' })
  })

  test('those of a report stand in the order in which they came, and their numbers, which others read, do not tell how many there are', async () => {
    const report = await draft(app, police, [], month('2026-01'))
    const added: string[] = []
    for (let at = 0; at < 4; at++) added.push((await addNarrative(app, police, report, 'VRS_NARR_TREND', { period: '2026-01' })).narrative)
    const numbers = added.map((narrative) => Number(numberOf(narrative)))
    expect(numbers.filter((number, at) => number < 1_000_000 || numbers.includes(number + 1) || numbers.indexOf(number) < at)).toEqual([])
    expect((await draftsOf(app, police, report)).narratives.map(({ narrative }) => narrative)).toEqual(added)
  })

  test('another unit of the state does not see it; of a kind or a field that is not there nothing is kept', async () => {
    const report = await draft(app, police, [], month('2026-01'))
    const added = await addNarrative(app, police, report, 'VRS_NARR_TREND', { period: '2026-01' })
    for (const answer of [await app.call(navy, 'GET', `/api/reports/${report}/narratives`), await put(navy, report, added, added.edit_no, bodyOf('VRS_NARR_TREND')), await app.call(navy, 'POST', `/api/reports/${report}/narratives`, { kind: 'VRS_NARR_TREND', body: bodyOf('VRS_NARR_TREND') })]) expect(answer.statusCode).toBe(404)
    expect((await app.call(police, 'POST', `/api/reports/${report}/narratives`, { kind: 'VRS_DETECT', body: bodyOf('VRS_NARR_TREND') })).json()).toMatchObject({ code: 'report.dataflow_unknown' })
    expect((await app.call(police, 'POST', `/api/reports/${report}/narratives`, { kind: 'VRS_NARR_TREND', body: { ...bodyOf('VRS_NARR_TREND'), author: 'x' } })).statusCode).toBe(400)
    expect((await app.call(police, 'PATCH', `/api/reports/${report}/cells`, { base: 9, device: 'desk', edits: [{ dataflow: 'VRS_NARR_TREND', key: 'A', column: 'OBS_VALUE', value: '1' }] })).json()).toMatchObject({ code: 'report.dataflow_unknown' })
  })
})

describe('released with the report', () => {
  const period = '2026-02'
  let national: string
  let route: string
  let method: string

  test('units\' narratives stand beside each other and beside figures; the receipt vouches for their bytes', async () => {
    const one = await submitNarrative(app, police, 'VRS_NARR_ROUTE', { period })
    const figures = await draft(app, navy, [], month(period))
    await typeIn(app, navy, figures, [[`CITIZENSHIP=LAO TIME_PERIOD=${period}`, 4]])
    method = (await addNarrative(app, navy, figures, 'VRS_NARR_METHOD', { period })).narrative
    const other = await addNarrative(app, navy, figures, 'VRS_NARR_ROUTE', { period, summary: 'By boat.' })
    expect(await work(app, navy, `/api/reports/${figures}/submit`, { comment: 'checked' })).toEqual({ result: { report: figures } })
    route = one.narrative
    const combined = await work(app, maya, '/api/reports/combine', { reports: [one.report, figures] })
    expect(combined.result).toMatchObject({ status: 'submitted', errors: 0 })
    national = combined.result!['report'] as string
    expect((await draftsOf(app, maya, national)).narratives).toMatchObject([{ narrative: method, change: 'new' }, { narrative: route, change: 'new' }, { narrative: other.narrative, change: 'new' }])
    expect((await app.call(anan, 'GET', `/api/reports/${national}/preview`)).json()).toMatchObject({ parts: [{ dataflow: 'VRS_DETECT', rows: 1 }, { dataflow: 'VRS_NARR_METHOD', rows: 1 }, { dataflow: 'VRS_NARR_ROUTE', rows: 2, replaces: 0 }] })
    expect(await work(app, anan, `/api/reports/${national}/approve`, { terms: { level: 'PUBLIC' } })).toMatchObject({ refused: 'terms.never_public' })
    const approved = await work(app, anan, `/api/reports/${national}/approve`, { terms: { level: 'PUBLIC' }, terms_of: { VRS_NARR_METHOD: { level: 'CONTRIBUTORS' } } })
    expect(Object.keys(approved.result!['releases'] as object).toSorted()).toEqual(['VRS_DETECT', 'VRS_NARR_METHOD', 'VRS_NARR_ROUTE'])
    const payload = await app.call(maya, 'GET', `/api/reports/${national}/sections/VRS_NARR_ROUTE/payload`)
    expect([payload.headers['content-type'], payload.body.trimEnd().split('\n').map((line) => JSON.parse(line) as object)]).toMatchObject([expect.stringContaining('ndjson') as string, [{ narrative: route, version: 1 }, { narrative: other.narrative, summary: 'By boat.' }]])
    const receipt = (await app.call(maya, 'GET', `/api/reports/${national}/sections/VRS_NARR_ROUTE/receipt`)).json<{ manifest: object }>()
    expect(receipt.manifest).toMatchObject({ dataflow: 'VRS_NARR_ROUTE', from: period, to: period, terms: { level: 'PUBLIC' }, payload: { rows: 2, sha256: createHash('sha256').update(payload.body).digest('hex') } })
    expect(await read(maya, route)).toMatchObject({ version: 1, summary: bodyOf('VRS_NARR_ROUTE').summary })
  })

  test('a method is never public: not by other terms, not by a default, not in the database', async () => {
    const { releases } = (await app.call(anan, 'GET', '/api/releases?dataflow=VRS_NARR_METHOD')).json<{ releases: { release: string }[] }>()
    expect((await app.call(anan, 'PUT', `/api/releases/${releases[0]!.release}/terms`, { level: 'PUBLIC' })).json()).toMatchObject({ code: 'terms.never_public' })
    expect((await app.call(anan, 'PUT', '/api/default-terms/VRS_NARR_METHOD', { level: 'PUBLIC' })).json()).toMatchObject({ code: 'terms.never_public' })
    const focal: Viewer = { member: 'THA', unit: 'MAIN', role: 'focal_point', person: anan.person }
    await expect(withViewer(app.services.db, focal, app.services.clock(), (trx) => trx.updateTable('release').set({ level: 4 }).where('dataflow', '=', 'VRS_NARR_METHOD').execute())).rejects.toThrow(/release_never_public/)
    await expect(app.services.jobs.updateTable('narrative').set({ level: 4 }).where('dataflow', '=', 'VRS_NARR_METHOD').execute()).rejects.toThrow(/check constraint/)
  })

  test('a unit reports the month again: what counts stays, beside what is new', async () => {
    const { report, narrative } = await submitNarrative(app, police, 'VRS_NARR_ROUTE', { period, summary: 'By train.' })
    const { result } = await work(app, anan, `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } })
    national = result!['report'] as string
    expect((await draftsOf(app, maya, national)).narratives.map(({ narrative: id, change }) => [id === narrative, change])).toEqual([[false, 'same'], [false, 'same'], [true, 'new']])
    expect(await read(maya, route)).toMatchObject({ version: 1 })
  })

  test('a correction changes, takes out and adds; unchanged ones keep their version', async () => {
    expect((await app.call(maya, 'POST', `/api/reports/${national}/correct`)).statusCode).toBe(200)
    const [first, second, third] = (await draftsOf(app, maya, national)).narratives as [Written, Written, Written]
    const changed = await put(maya, national, first, first.edit_no, { ...first.body, summary: 'By lorry, and now by van.' })
    expect(changed.json()).toMatchObject({ version: 2, change: 'changed', before: { summary: first.body.summary } })
    const back = await put(maya, national, first, changed.json<Written>().edit_no, first.body)
    expect(back.json()).toMatchObject({ version: 1, change: 'same' })
    await put(maya, national, first, back.json<Written>().edit_no, { ...first.body, summary: 'By lorry, and now by van.' })
    expect((await app.call(maya, 'DELETE', `/api/reports/${national}/narratives/${numberOf(second.narrative)}?base=${second.edit_no}`)).statusCode).toBe(204)
    expect((await draftsOf(app, maya, national)).removed).toMatchObject([{ narrative: second.narrative }])
    expect(await work(app, maya, `/api/reports/${national}/submit`)).toEqual({ result: { report: national } })
    expect(await read(maya, first.narrative), 'until it is approved the old one counts').toMatchObject({ version: 1 })
    const { result } = await work(app, anan, `/api/reports/${national}/approve`, { terms: { level: 'CONTRIBUTORS' } })
    expect(result).toMatchObject({ replaces: { VRS_NARR_ROUTE: 2 } })
    expect([await read(maya, first.narrative), await read(maya, second.narrative), await read(maya, third.narrative)]).toMatchObject([{ version: 2, summary: 'By lorry, and now by van.' }, { code: 'not_found' }, { version: 1 }])
  })

  test('withdrawn with its report, it is gone for its owner too', async () => {
    expect((await app.call(anan, 'POST', `/api/reports/${national}/withdraw`)).statusCode).toBe(200)
    expect(await read(maya, route)).toMatchObject({ code: 'not_found' })
    const { narratives } = (await app.call(maya, 'GET', '/api/narratives?kind=route')).json<{ narratives: object[] }>()
    expect(narratives).toEqual([])
  })
})
