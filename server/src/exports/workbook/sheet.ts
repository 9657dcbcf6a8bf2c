import { Problem } from '@openvrs/core/problem.ts'
import { eachOnce } from '@openvrs/core/query/each-once.ts'
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
  yield rowOf(head, 1, letters, ' s="1"', cellText)
  let count = 1
  for await (const lot of rows) {
    if (count + lot.length > MOST) throw new Problem('exports.sheet_full', { limit: MOST - 1 })
    const written = eachOnce(cellText)
    // A long text is read whole, in lines.
    yield lot.map((cells) => rowOf(cells, ++count, letters, isFirst ? '' : ' s="2"', written)).join('')
  }
  yield '</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
}

function rowOf(cells: readonly CellOf[], number: number, letters: readonly string[], style: string, written: (words: string) => string): string {
  let row = `<row r="${number}">`
  cells.forEach((cell, at) => {
    if (cell === null || cell === '') return
    row += `<c r="${letters[at]}${number}"${style}${typeof cell === 'string' ? ` t="inlineStr"><is><t xml:space="preserve">${written(cell)}</t></is>` : `><v>${cell.number}</v>`}</c>`
  })
  return `${row}</row>`
}

/** A, B … Z, AA, AB … */
const letterOf = (at: number): string => (at < 26 ? '' : letterOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))
