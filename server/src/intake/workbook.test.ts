import { writeXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem, problemStatus, problemText } from '@openvrs/core/problem.ts'
import { getCollection, readHere, sendThrough } from './trial.ts'
import { smallMapping } from '../../test/mapping.ts'
import { cell, row, workbook, zip } from './trial-zip.ts'

const head = row(1, 'Country', 'Month', 'Count')
const good = head + row(2, 'MMR', '2024-03', 5)

describe('workbooks as they come', () => {
  let collection: Collection
  beforeAll(async () => {
    collection = await getCollection()
  })
  const read = (file: Buffer | Uint8Array, mapping = smallMapping()) => readHere(collection, mapping, file)
  const refused = async (file: Buffer, mapping = smallMapping()): Promise<[string, number]> => {
    const error: unknown = await read(file, mapping).then(() => 'was read', (e: unknown) => e)
    if (!(error instanceof Problem)) throw error
    return [`${error.code}: ${problemText(error.code, error.values).detail}`, problemStatus(error.code)]
  }

  test('text, numbers, dates and blank cells are read; rows are numbered as the sheet does', async () => {
    const file = await writeXlsx({
      sheets: [{
        name: 'Figures',
        rows: [['Country', 'Month', 'Count', 'Remark'], ['Myanmar', new Date('2024-03-01'), 1234, null], ['ไทย', '2024-04', 2], [], [418, new Date('2024-05-01'), 3], [4, '2024-05', 1], ['Nowhere', '2024-05', 4], ['LAO', '2024-05', 1.5], ['LAO', '2024-06', '1,234']],
      }],
    })
    const { account, rejects, sum } = await read(file)
    expect(account).toEqual({ read: 7, taken: 4, merged: 0, rejected: 3, blank: 0 })
    expect(sum).toBe(1240)
    expect(rejects.map(({ row, column, reason }) => [row, column, reason])).toEqual([[7, 'Country', 'code.unknown'], [8, 'Count', 'value.not_whole'], [9, 'Count', 'value.style']])
  })

  test('the sheet that the mapping names, by its name; else the first that can be seen', async () => {
    const file = Buffer.from(await writeXlsx({ sheets: [{ name: 'Notes', hidden: true, rows: [['x']] }, { name: 'A & B', rows: [['Country', 'Month', 'Count'], ['MMR', '2024-03', 5]] }, { name: 'C', rows: [['Country', 'Month', 'Count'], ['MMR', '2024-03', 7]] }] }))
    expect((await read(file)).sum).toBe(5)
    expect((await read(file, smallMapping('', 'sheet: C'))).sum).toBe(7)
    expect((await read(file, smallMapping('', 'sheet: A & B'))).sum).toBe(5)
    expect(await refused(file, smallMapping('', 'sheet: D'))).toEqual(['intake.sheet_missing: The workbook has no sheet D. It has A & B, C, Notes.', 400])
  })

  test('a formula is refused with its cell, also where a program wrote prefixes; formulas elsewhere do not matter', async () => {
    const formula = `<row r="3"><c r="A3" t="str"><f>A2</f><v>MMR</v></c></row>`
    expect(await refused(workbook(good + formula))).toEqual(['intake.formula: Cell A3 of the sheet Figures holds a formula. Formulas are refused, since their results may be old: replace them by their values (copy, paste as values).', 400])
    const prefixed = `<?xml version="1.0"?><x:worksheet><x:sheetData>${(good + formula).replaceAll('</', '</x:').replaceAll(/<([a-z])/g, '<x:$1')}</x:sheetData></x:worksheet>`
    expect((await refused(workbook('', { 'xl/worksheets/sheet1.xml': prefixed })))[0]).toMatch(/^intake\.formula: Cell A3 /)
    expect((await refused(workbook(`${head}<row r="2">${cell('A2', 'x'.repeat(70_000))}<c r="B2"><f t="shared" si="0"/><v>1</v></c></row>`)))[0]).toMatch(/^intake\.formula: Cell B2 /)
    const validation = workbook('', { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${good}</sheetData><dataValidations><formula1>A1</formula1></dataValidations></worksheet>` })
    expect((await read(validation)).sum).toBe(5)
  })

  test('a bomb is 413: a part larger than it says, larger than is accepted, or too many parts', async () => {
    const bomb = Buffer.alloc(40 * 1024 * 1024, ' ')
    expect(await refused(workbook(good, { 'xl/sharedStrings.xml': bomb }))).toEqual([expect.stringMatching(/^intake\.bomb: .*sharedStrings\.xml is larger than 24 MB/), 413])
    expect(await refused(workbook(good, { 'xl/styles.xml': bomb }))).toEqual([expect.stringMatching(/^intake\.bomb: .*styles\.xml is larger than 8 MB/), 413])
    expect(await refused(zip([{ name: 'xl/worksheets/sheet1.xml', body: bomb, claims: 1000 }]))).toEqual([expect.stringMatching(/^intake\.bomb: .*larger than it says/), 413])
    expect(await refused(zip([{ name: 'xl/worksheets/sheet1.xml', body: good, claims: 1_600_000_000 }]))).toEqual([expect.stringMatching(/^intake\.bomb: .*more than 1500 MB/), 413])
    expect(await refused(zip(Array.from({ length: 2001 }, (_, i) => ({ name: `p${i}.xml`, body: '' }))))).toEqual([expect.stringMatching(/^intake\.bomb: .*more than 2000 parts/), 413])
  })

  test('security 14: a bomb that is told by unpacking alone leaves the memory flat', async () => {
    const file = zip([{ name: 'xl/worksheets/sheet1.xml', body: Buffer.alloc(150 * 1024 * 1024, ' '), claims: 1_400_000_000 }])
    const before = process.memoryUsage().rss
    let most = 0
    const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss - before) }, 5)
    expect((await refused(file))[1]).toBe(400)
    clearInterval(watch)
    expect(most).toBeLessThan(80 * 1024 * 1024)
  })

  test.each([
    ['a document type', `<!DOCTYPE x><worksheet/>`, 'a document type'],
    ['entities in lower case', `<!doctype x [<!entity a "b">]><worksheet/>`, 'a document type'],
    ['an entity behind much text', `<worksheet>${' '.repeat(300_000)}<!ENTITY a SYSTEM "file:///etc/passwd"></worksheet>`, 'entities'],
    ['another encoding', Buffer.from('<!DOCTYPE x>', 'utf16le'), 'another encoding'],
  ])('security 15: %s is 400', async (_name, part, what) => {
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', '[Content_Types].xml', 'docProps/app.xml']) {
      const [sentence, status] = await refused(workbook(good, { [name]: part }))
      expect([sentence, status]).toEqual([expect.stringContaining(`The part ${name} of the workbook holds ${what}`), 400])
    }
  })

  test('security 15: references to the outside are refused, hyperlinks for people are not', async () => {
    const rels = (type: string) => `<Relationships><Relationship Id="r" Type="http://x/${type}" Target="http://evil.example/" TargetMode="External"/></Relationships>`
    expect((await refused(workbook(good, { 'xl/worksheets/_rels/sheet1.xml.rels': rels('attachedTemplate') })))[0]).toMatch(/^intake\.xml_forbidden: .*a reference to another place/)
    expect((await refused(workbook(good, { 'xl/externalLinks/externalLink1.xml': '<x/>' })))[0]).toMatch(/links to another workbook/)
    expect((await read(workbook(good, { 'xl/worksheets/_rels/sheet1.xml.rels': rels('hyperlink') }))).sum).toBe(5)
  })

  test('what only looks like a workbook is refused with a sentence', async () => {
    const whole = workbook(good)
    expect((await refused(whole.subarray(0, whole.length - 40)))[0]).toMatch(/^intake\.not_workbook: .*damaged/)
    expect((await refused(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100)])))[0]).toMatch(/^intake\.not_workbook: /)
    expect((await refused(zip([{ name: 'word/document.xml', body: '<x/>' }, { name: '_rels/.rels', body: '<Relationships/>' }])))[0]).toMatch(/it holds no sheet/)
    expect((await refused(zip([{ name: 'a.xml', body: '' }, { name: 'a.xml', body: 'x' }])))[0]).toMatch(/two of its parts have one name/)
    expect((await refused(workbook(head + row(3, 'MMR') + row(2, 'LAO'))))[0]).toMatch(/rows are not in order/)
    expect((await refused(workbook(`${head}<row r="2"><c r="XFD2"><v>1</v></c></row>`)))[0]).toMatch(/^intake\.not_workbook: /)
  })

  test('a million empty rows are passed over', async () => {
    const file = workbook(`${good}${Array.from({ length: 999_998 }, (_, i) => `<row r="${i + 3}"/>`).join('')}`)
    const { account } = await read(file)
    expect(account).toEqual({ read: 1, taken: 1, merged: 0, rejected: 0, blank: 999_998 })
  })

  test('the reader ends in time and within its heap, and says so', async () => {
    const run = (limits: { seconds: number; heapMb: number }, file: Buffer) =>
      sendThrough({ mapping: smallMapping(), collection, member: 'THA' }, file, { limits }).then(() => 'read', (error: unknown) => (error instanceof Problem ? error.code : error))
    const long = Buffer.from(`Country,Month,Count\n${'MMR,2024-03,1\n'.repeat(1_000_000)}`)
    expect(await run({ seconds: 0.7, heapMb: 256 }, long)).toBe('intake.took_too_long')
    const words = Array.from({ length: 250_000 }, (_, i) => `<si><t>${i}</t></si>`).join('')
    const shared = workbook(good, {
      'xl/sharedStrings.xml': `<sst>${words}</sst>`,
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    })
    expect(await run({ seconds: 60, heapMb: 40 }, shared)).toBe('intake.too_much_memory')
  })
})
