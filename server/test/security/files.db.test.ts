import { createServer, type Server } from 'node:http'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallMapping } from '../mapping.ts'
import { row, workbook, zip } from '../../src/intake/trial-zip.ts'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { form } from './valid.ts'
import { endOf, sendFile } from './world.ts'

/** Requirements 14 and 15, the whole way: by the upload route, the spool, the task and its process. The readers alone are tried in intake/workbook.test.ts. */

const MB = 1024 * 1024
let app: TestApp
let officer: Actor
let outside: Server
/** Who asked the outside server for anything. */
const fetched: string[] = []
beforeAll(async () => {
  app = await testApp()
  officer = await app.person('KHM', 'reporter', 'POLICE')
  outside = createServer((request, response) => {
    fetched.push(request.url ?? '')
    response.end('<!ENTITY x "fetched">')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => outside.once('listening', resolve))
})
afterAll(async () => {
  outside?.close()
  await app?.close()
})

const good = row(1, 'Country', 'Month', 'Count') + row(2, 'MMR', '2024-03', 5)
const address = (): string => `http://127.0.0.1:${(outside.address() as { port: number }).port}/x.dtd`

/** What became of an upload: the code and status of the problem that its task ended with, or `done`. */
async function fate(file: Buffer | string, mapping = smallMapping()): Promise<readonly [string, number]> {
  const answer = await sendFile(app, officer, file, mapping)
  if (answer.statusCode !== 202) return [answer.json<{ code: string }>().code, answer.statusCode]
  const { status, problem } = await endOf(app, officer, answer.json<{ task: string }>().task)
  return problem ? [problem.code, problem.status] : [status, 200]
}

/** How much more memory the process held at its most while something ran. */
async function mostMemory(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss - before) }, 10)
  await work().finally(() => clearInterval(watch))
  return most
}

describe('14: what unpacks to more than is accepted is 413, and memory stays flat', () => {
  /** Parts that are large once unpacked, small as they come. */
  const large = (megabytes: number): Buffer => Buffer.alloc(megabytes * MB, ' ')
  const cells = (count: number): string => Array.from({ length: count }, (_, i) => row(i + 3, 'MMR', '2024-03', 1)).join('')

  test.each([
    ['shared strings', () => workbook(good, { 'xl/sharedStrings.xml': large(100) })],
    ['a part beside the sheets', () => workbook(good, { 'xl/styles.xml': large(100) })],
    ['a sheet that says it is smaller', () => zip([{ name: 'xl/worksheets/sheet1.xml', body: large(100), claims: 1000 }])],
    ['a sheet of more than the whole may have', () => zip([{ name: 'xl/worksheets/sheet1.xml', body: good, claims: 1_600_000_000 }])],
    ['thousands of parts', () => zip(Array.from({ length: 3000 }, (_, i) => ({ name: `xl/p${i}.xml`, body: '<x/>' })))],
    ['a part of more than 4 GB', () => zip([{ name: 'xl/worksheets/sheet1.xml', body: good, claims: 0xffffffff }])],
  ])('%s', async (_name, make) => {
    const file = make()
    expect(file.length).toBeLessThan(MB)
    let ended: readonly [string, number] = ['', 0]
    const most = await mostMemory(async () => { ended = await fate(file) })
    expect(ended).toEqual(['intake.bomb', 413])
    expect(most).toBeLessThan(200 * MB)
  })

  test('a sheet whose rows have no end of columns, or cells without end of text', async () => {
    expect((await fate(workbook(`${good}<row r="3">${'<c/>'.repeat(1_000_000)}</row>`)))[1]).toBeGreaterThanOrEqual(400)
    expect((await fate(workbook(good + row(3, 'x'.repeat(5 * MB), '2024-03', 1))))[0]).toMatch(/^(done|intake\.)/)
    expect((await fate(`Country,Month,Count\n${'x'.repeat(200_000)},2024-03,1\n`))).toEqual(['intake.row_too_long', 413])
    expect((await fate(`Country,Month,Count${',x'.repeat(600)}\nMMR,2024-03,1\n`))[1]).toBeGreaterThanOrEqual(400)
    expect((await fate(workbook(good.slice(0, good.indexOf('<row r="2"')) + cells(10))))[0]).toBe('done')
  })

  test('a workbook within a workbook is a part like any other; only the sheet is read', async () => {
    const inner = workbook(good)
    expect(await fate(workbook(good, { 'xl/embeddings/book.xlsx': inner, 'xl/media/picture.png': large(100) }))).toEqual(['done', 200])
  })

  test('a form of many parts, of parts twice, or without end of mapping is refused, and nothing of it is kept', async () => {
    const before = await app.migrator.selectFrom('upload').select('upload_id').where('ref_area', '=', 'KHM').execute()
    const send = (parts: { [name: string]: string | Buffer }) => {
      const { headers, payload } = form(parts)
      return app.http.inject({ method: 'POST', url: '/api/uploads?dataflow=VRS_DETECT', headers: { host: 'localhost', authorization: `Bearer ${officer.token}`, ...headers }, payload })
    }
    const file = 'Country,Month,Count\nMMR,2024-03,5\n'
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, 'x']))
    for (const parts of [many, { mapping: smallMapping(), file, other: 'x' }, { file }, { mapping: smallMapping() }, { mapping: 'x'.repeat(2 * MB), file }, { __proto__x: 'x', file }]) {
      expect([400, 413]).toContain((await send(parts)).statusCode)
    }
    const { headers, payload } = form({ mapping: smallMapping(), file })
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=other', `multipart/form-data; boundary=${'b'.repeat(5000)}`, 'multipart/mixed; boundary=openvrs-test-boundary']) {
      const answer = await app.http.inject({ method: 'POST', url: '/api/uploads?dataflow=VRS_DETECT', headers: { host: 'localhost', authorization: `Bearer ${officer.token}`, ...headers, 'content-type': type }, payload })
      expect([type, [400, 415].includes(answer.statusCode)], answer.body).toEqual([type, true])
    }
    expect(await app.migrator.selectFrom('upload').select('upload_id').where('ref_area', '=', 'KHM').execute()).toEqual(before)
    await expect.poll(() => readdirSync(join(app.home, 'spool'))).toEqual([])
  })

  test('the name of a file is nothing that is used', async () => {
    for (const name of ['../../../etc/passwd', 'a.csv\0.exe', 'x'.repeat(5000)]) {
      const { headers, payload } = form({ mapping: smallMapping(), file: 'Country,Month,Count\nMMR,2024-03,5\n' }, name)
      const answer = await app.http.inject({ method: 'POST', url: '/api/uploads?dataflow=VRS_DETECT', headers: { host: 'localhost', authorization: `Bearer ${officer.token}`, ...headers }, payload })
      expect([202, 400]).toContain(answer.statusCode)
      if (answer.statusCode === 202) expect((await endOf(app, officer, answer.json<{ task: string }>().task)).status).toBe('done')
    }
  })
})

describe('15: document types, entities and references to the outside are 400, and nothing is fetched', () => {
  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${'bcdefghij'.split('').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]><worksheet>&j;</worksheet>`
  const attacks: readonly (readonly [string, () => string])[] = [
    ['an entity that is a file', () => '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>'],
    ['an entity that is an address', () => `<!DOCTYPE x [<!ENTITY f SYSTEM "${address()}">]><worksheet>&f;</worksheet>`],
    ['a document type that is an address', () => `<!DOCTYPE worksheet SYSTEM "${address()}"><worksheet/>`],
    ['a parameter entity', () => `<!DOCTYPE x [<!ENTITY % p SYSTEM "${address()}"> %p;]><worksheet/>`],
    ['a billion laughs', () => laughs],
  ]
  test.each(attacks)('%s', async (_name, make) => {
    await Promise.all(['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'docProps/core.xml'].map(async (part) => {
      expect([part, await fate(workbook(good, { [part]: make() }))]).toEqual([part, ['intake.xml_forbidden', 400]])
    }))
  })

  test('a relation, an inclusion, a style sheet or a schema that is an address', async () => {
    const relation = (type: string) => `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${address()}" TargetMode="External"/></Relationships>`
    await Promise.all(['worksheet', 'attachedTemplate', 'externalLinkPath', 'image'].map(async (type) => {
      expect([type, await fate(workbook(good, { 'xl/worksheets/_rels/sheet1.xml.rels': relation(type) }))]).toEqual([type, ['intake.xml_forbidden', 400]])
    }))
    const harmless = [`<?xml-stylesheet href="${address()}"?><worksheet><sheetData>${good}</sheetData></worksheet>`, `<worksheet xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${address()} ${address()}"><xi:include href="${address()}"/><sheetData>${good}</sheetData></worksheet>`]
    for (const sheet of harmless) expect((await fate(workbook('', { 'xl/worksheets/sheet1.xml': sheet })))[0]).toBe('done')
    expect(fetched).toEqual([])
  })

  test('a mapping names no address and no file, and unpacks to nothing', async () => {
    const file = 'Country,Month,Count\nMMR,2024-03,5\n'
    for (const more of [`include: ${address()}`, '!!js/function "x"', `x: !include ${address()}`, 'a: &a [*a]', `<<: {file: {header_row: 1}}`, `__proto__: {mapping: 1}`, 'file: { sheet: file:///etc/passwd, path: /etc/passwd }']) {
      expect([more, await fate(file, `${smallMapping()}\n${more}`)]).toEqual([more, ['mapping.invalid', 400]])
    }
    expect(fetched).toEqual([])
  })
})

test('14, 15: nothing of all this is left: no file, no key, no task that runs, no word of it in the log', async () => {
  await expect.poll(() => readdirSync(join(app.home, 'spool'))).toEqual([])
  expect(await app.migrator.selectFrom('upload').select('upload_id').where('spool_key', 'is not', null).execute()).toEqual([])
  expect(await app.migrator.selectFrom('task').select('task_id').where('status', 'in', ['waiting', 'running']).execute()).toEqual([])
  expect(app.logged.join('\n')).not.toMatch(/passwd|ENTITY|Atlantis/)
})
