import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { FORMULAS, runs } from '@openvrs/core/query/trial-formulas.ts'
import { workbookOf } from './book.ts'
import type { CellOf, Sheet } from './sheet.ts'

async function written(sheets: readonly Sheet[], isRightToLeft = false): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of workbookOf(sheets, isRightToLeft)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const sheet = (name: string, head: readonly string[], rows: Sheet['rows']): Sheet => ({ name, head, widths: head.map(() => 12), rows })

test('texts and numbers come back as they were, in every script; what is not there is empty', async () => {
  const rows: readonly (readonly CellOf[])[] = [['ไทย & <ลาว> "x"', { number: '-1.5' }], ['a\u0001b\ud800\nc', null], ['', { number: '0' }]]
  const { sheets } = await readXlsx(await written([sheet('One', ['Text', 'Figure'], [rows]), sheet('ملاحظات', ['a'], [])], true))
  expect(sheets.map(({ name, rows: read }) => [name, read])).toEqual([
    ['One', [['Text', 'Figure'], ['ไทย & <ลาว> "x"', -1.5], ['ab\ufffd\nc', null], [null, 0]]], ['ملاحظات', [['a']]],
  ])
})

test('17: no cell is a formula, whatever it holds', async () => {
  const { sheets } = await readXlsx(await written([sheet('Hostile', FORMULAS.slice(0, 2), [FORMULAS.map((text) => [text, text])])]))
  expect(sheets.flatMap(({ cells }) => [...(cells?.values() ?? [])]).filter(({ formula }) => formula !== undefined)).toEqual([])
  const texts = sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => typeof cell === 'string')
  expect(texts).toContain("'=1+1")
  expect(texts.filter(runs)).toEqual([])
})

test('a text that is longer than a cell holds is cut, so that the workbook opens', async () => {
  const { sheets } = await readXlsx(await written([sheet('Long', ['a'], [[['x'.repeat(32_766)], [`=${'y'.repeat(40_000)}`], ['\u{1f600}'.repeat(20_000)]]])]))
  expect(sheets[0]!.rows.slice(1).map(([cell]) => [String(cell).length, String(cell).slice(0, 2)])).toEqual([[32_766, 'xx'], [32_767, "'="], [32_767, '\u{1f600}']])
})

test('more rows than a sheet holds are refused before they are written', async () => {
  const lot = Array.from({ length: 1_048_576 }, (): readonly CellOf[] => [])
  await expect(written([sheet('Full', ['a'], [lot])])).rejects.toMatchObject({ code: 'exports.sheet_full' })
  expect((await written([sheet('Just', ['a'], [lot.slice(1)])])).length).toBeGreaterThan(1000)
})
