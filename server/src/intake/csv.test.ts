import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem, problemText } from '@openvrs/core/problem.ts'
import { readCsv } from './csv.ts'
import { getCollection, readHere, type Outcome } from './trial.ts'
import { smallMapping } from '../../test/mapping.ts'

describe('CSV files as they come', () => {
  let collection: Collection
  beforeAll(async () => {
    collection = await getCollection()
  })
  const read = (file: string | Uint8Array, mapping = smallMapping(), pieceSize?: number): Promise<Outcome> => readHere(collection, mapping, file, 'THA', pieceSize)
  const refused = async (file: string | Uint8Array, mapping = smallMapping()): Promise<string> => {
    const error: unknown = await read(file, mapping).then(() => 'was read', (e: unknown) => e)
    if (!(error instanceof Problem)) throw error
    const { detail } = problemText(error.code, error.values)
    expect(detail).not.toMatch(/\{[a-z_]+\}/)
    return `${error.code}: ${detail}`
  }
  const reasons = ({ rejects }: Outcome) => rejects.map(({ row, column, reason }) => [row, column, reason])
  const head = 'Country,Month,Count\n'

  test('a byte order mark, quotes, line breaks in cells and any line end are read', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { account, sum } = await read(`\ufeff${['Country,Month,Count', '"Viet Nam",2024-03,"5"', 'ＬＡＯ,2024-03,6', '"Côte\n d’Ivoire",2024-03,7', ''].join(end)}`)
      expect([account.taken, account.rejected, sum]).toEqual([3, 0, 18])
    }
  })

  test('rows are numbered as a spreadsheet numbers them, blank ones and those with line breaks included', async () => {
    const outcome = await read(`${head}MMR,2024-03,1\n\n,,\n"Nowhere\nat all",2024-03,1\nLAO,2024-03,x\n`)
    expect(reasons(outcome)).toEqual([[5, 'Country', 'code.unknown'], [6, 'Count', 'value.not_number']])
    expect(outcome.account).toEqual({ read: 3, taken: 1, merged: 0, rejected: 2, blank: 2 })
  })

  test('ragged rows are rejected, each with its row', async () => {
    expect(reasons(await read(`${head}MMR,2024-03\nLAO,2024-03,4,extra\nKHM,2024-03,4,\n`))).toEqual([[2, '', 'row.ragged'], [3, '', 'row.ragged']])
  })

  test('totals are rejected wherever the word stands, in any language, unless the mapping says what they are', async () => {
    const words = ['Total', 'GRAND TOTAL', 'Myanmar Total', 'รวม', 'Tổng cộng', 'Jumlah', '合计', 'المجموع', 'សរុប', 'ລວມ']
    const outcome = await read(`${head}${words.map((word) => `${word},2024-03,9\n`).join('')}MMR,2024-03,9\n`)
    expect(reasons(outcome)).toEqual(words.map((_, i) => [i + 2, '', 'row.total']))
    expect(outcome.sum).toBe(9)
    expect(reasons(await read('Office,Country,Month,Count\nNorth,MMR,2024-03,1\nTotal,LAO,2024-03,1\n'))).toEqual([[3, '', 'row.total']])
    expect(reasons(await read(`${head}MMR,Total,9\n`))).toEqual([[2, '', 'row.total']])
    const said = smallMapping().replace('{ column: Country }', '{ column: Country, codes: { Total: _T } }')
    expect((await read(`${head}Total,2024-03,9\n`, said)).account.taken).toBe(1)
    const lenient = smallMapping().replace('{ column: Country }', '{ column: Country, otherwise: OTH }')
    expect(reasons(await read(`${head}Total,2024-03,9\nAtlantis,2024-03,4\n`, lenient))).toEqual([[2, '', 'row.total']])
  })

  test('numbers against the declared style are rejected with their row', async () => {
    const file = `${head}MMR,2024-03,"1,234"\nLAO,2024-03,"1.234,5"\nKHM,2024-03,1.234\nVNM,2024-03,-4\nTHA,2024-03,\nIDN,2024-03,12\n`
    expect(reasons(await read(file))).toEqual([[2, 'Count', 'value.style'], [3, 'Count', 'value.style'], [4, 'Count', 'value.not_whole'], [5, 'Count', 'value.negative'], [6, 'Count', 'value.blank']])
    const outcome = await read(file, smallMapping('', "numbers: '1.234,5'"))
    expect(reasons(outcome)).toEqual([[2, 'Count', 'value.not_whole'], [3, 'Count', 'value.not_whole'], [5, 'Count', 'value.negative'], [6, 'Count', 'value.blank']])
    expect(outcome.sum).toBe(1246)
  })

  test('a second row of headers and a repeated header are called that', async () => {
    expect(reasons(await read(`${head}Land,Monat,Anzahl\nMMR,2024-03,1\n${head}LAO,2024-03,1\n`))).toEqual([[2, '', 'row.second_header'], [4, '', 'row.header']])
    expect(await refused(`2024,2024,2024\n${head}MMR,2024-03,1\n`)).toBe('intake.column_elsewhere: Row 1, which the mapping says is the header, has no column Month, Country, Count; row 2 has. Set `file.header_row: 2` in the mapping.')
    expect((await read(`A table\n\n${head}MMR,2024-03,1\n`, smallMapping('', 'header_row: 3'))).account.taken).toBe(1)
  })

  test('a column that is missing, or there twice, is named', async () => {
    expect(await refused('Country,Month\nMMR,2024-03\n')).toMatch(/^intake\.column_missing: Row 1.* has no column Count\.$/)
    expect(await refused('Country,Month,Count,count\nMMR,2024-03,1,2\n', smallMapping().replace('column: Count }', 'column: COUNT }'))).toMatch(/^intake\.column_twice: .*COUNT twice \(columns C and D\)/)
    expect(await refused('Country;Month;Count\nMMR;2024-03;1\n')).toMatch(/^intake\.delimiter: Row 1 holds no comma, but holds semicolon/)
  })

  test('an empty file, a file of blank rows, and a header alone hold no rows', async () => {
    for (const file of ['', '\n\n\n', ',,\n,,\n', head]) expect(await refused(file)).toMatch(/^intake\.empty: /)
  })

  test('a file that is no text is called what it is', async () => {
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]))).toMatch(/^intake\.text_expected: .*a picture/)
    expect(await refused(Buffer.from('%PDF-1.7 ...'))).toMatch(/a PDF/)
    expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toMatch(/an old or protected Excel file/)
    expect(await refused(Buffer.from([0x1f, 0x8b, 8, 0]))).toMatch(/a packed archive/)
  })

  test('wrong encodings are told with the row, right ones are read', async () => {
    const latin = Buffer.from(`${head}MMR,2024-03,1\nCôte d'Ivoire,2024-03,2\n`, 'latin1')
    expect(await refused(latin)).toMatch(/^intake\.encoding: Near row 3 the file is not utf-8/)
    expect((await read(latin, smallMapping('', 'encoding: windows-1252'))).sum).toBe(3)
    expect(await refused(`${head}Côte d'Ivoire,2024-03,2\n`, smallMapping('', 'encoding: windows-1252'))).toMatch(/^intake\.encoding: /)
    const thai = Buffer.concat([Buffer.from('Country,Month,Count\n'), Buffer.from([0xe4, 0xb7, 0xc2]), Buffer.from(',2024-03,4\n')])
    expect((await read(thai, smallMapping('', 'encoding: tis-620'))).sum).toBe(4)
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${head}ไทย,2024-03,5\n`, 'utf16le')])
    expect((await read(wide, smallMapping('', 'encoding: utf-16'), 7)).sum).toBe(5)
    expect(await refused(wide)).toMatch(/^intake\.(nul|encoding): /)
    expect(await refused(Buffer.concat([Buffer.from(head), Buffer.from([0xe0, 0xb9])]))).toMatch(/^intake\.encoding: /)
  })

  test('NUL bytes and quotation marks that do not close are refused with their row', async () => {
    expect(await refused(`${head}MMR,2024-03,1\nL\0AO,2024-03,1\n`)).toMatch(/^intake\.nul: Row 3 /)
    expect(await refused(`${head}MMR,2024-03,1\n"LAO,2024-03,1\n`)).toMatch(/^intake\.quotes: .*near row 3/)
    expect(await refused(`${head}MM"R,2024-03,1\n`)).toMatch(/^intake\.quotes: .*near row 2/)
    expect(await refused(`${head}"${'x'.repeat(200_000)}`)).toMatch(/^intake\.row_too_long: Row 2 /)
  })

  test('formulas are refused, and nothing of them is worked out', async () => {
    expect(reasons(await read(`${head}=A1,2024-03,1\nMMR,2024-03,=1+1\n`))).toEqual([[2, 'Country', 'cell.formula'], [3, 'Count', 'cell.formula']])
  })

  test('a million blank rows are passed over', async () => {
    const { account } = await read(`${head}MMR,2024-03,1\n${',,\n'.repeat(1_000_000)}`)
    expect(account).toEqual({ read: 1, taken: 1, merged: 0, rejected: 0, blank: 1_000_000 })
  })

  test('names that would change an object of the program are names like any other', async () => {
    const outcome = await read('__proto__,Country,Month,Count,constructor\nx,__proto__,2024-03,1,y\nx,MMR,2024-03,1,y\n')
    expect(reasons(outcome)).toEqual([[2, 'Country', 'code.unknown']])
    expect(({} as { x?: string }).x).toBeUndefined()
  })

  test('however a file is cut into pieces, the same rows come out', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', 'ไ', '😀', ' '), maxLength: 8 })
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    await fc.assert(fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (cells, size) => {
      const text = cells.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n')
      const bytes = Buffer.from(text)
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      }
      const read: string[][] = []
      await readCsv(pieces(), { encoding: 'utf-8', delimiter: ',' }, (row) => void read.push(row), async () => undefined)
      expect(read).toEqual(cells)
      expect(read).toEqual(parse(text, { relax_column_count: true }))
    }), { seed: 5, numRuns: 200 })
  })
})
