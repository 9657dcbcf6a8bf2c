import { Problem } from '@openvrs/core/problem.ts'
import { cellText } from './text.ts'

/** A number is the decimal that is printed. */
export type CellOf = string | { readonly number: string } | null
export type Sheet = { readonly name: string; readonly head: readonly string[]; /** In characters. */ readonly widths: readonly number[]; readonly rows: AsyncIterable<readonly (readonly CellOf[])[]> | Iterable<readonly (readonly CellOf[])[]> }

/** Rows of a sheet that spreadsheets open. */
const MOST = 1_048_576

/** A sheet as XML, some thousand rows at a time. Throws `exports.sheet_full`. Its head stays in sight and is bold; it prints as wide as a page. */
export async function* sheetOf({ head, widths, rows }: Sheet, isRightToLeft: boolean, isFirst: boolean): AsyncGenerator<string> {
  const view = `<sheetView workbookViewId="0"${isRightToLeft ? ' rightToLeft="1"' : ''}${isFirst ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>${view}</sheetViews><cols>${columns}</cols><sheetData>`
  const letters = head.map((_, at) => letterOf(at))
  yield rowOf(head, 1, letters, ' s="1"')
  let count = 1
  for await (const lot of rows) {
    if (count + lot.length > MOST) throw new Problem('exports.sheet_full', { limit: MOST - 1 })
    // A long text is read whole, in lines.
    yield lot.map((cells) => rowOf(cells, ++count, letters, isFirst ? '' : ' s="2"')).join('')
  }
  yield '</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
}

const rowOf = (cells: readonly CellOf[], number: number, letters: readonly string[], style: string): string =>
  `<row r="${number}">${cells.map((cell, at) => (cell === null || cell === '' ? '' : `<c r="${letters[at]}${number}"${style}${contentOf(cell)}</c>`)).join('')}</row>`

const contentOf = (cell: string | { readonly number: string }): string =>
  typeof cell === 'string' ? ` t="inlineStr"><is><t xml:space="preserve">${cellText(cell)}</t></is>` : `><v>${cell.number}</v>`

/** A, B … Z, AA, AB … */
const letterOf = (at: number): string => (at < 26 ? '' : letterOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))
