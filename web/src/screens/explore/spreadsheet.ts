import { writeXlsx } from 'hucre/xlsx'
import type { Names } from './names.ts'

type Asked = { readonly href: string; readonly file: string; readonly sheet: string; readonly about: readonly (readonly [string, string])[]; readonly names: Names; readonly value: string }

/** Asks for the figures as CSV, and saves them as a spreadsheet: codes with their names, and a sheet that says what it is. Loaded when asked for. */
export async function saveSpreadsheet({ href, file, sheet, about, names, value }: Asked): Promise<void> {
  const answer = await fetch(href)
  if (!answer.ok) throw new Error('no figures came')
  const rows = rowsOf(await answer.text(), names, value)
  const bytes = await writeXlsx({ sheets: [{ name: sheet, rows: rows.map((row) => [...row]), freezePane: { rows: 1 } }, { name: 'About', rows: about.map((line) => [...line]) }] })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }))
  link.download = file
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Each column of codes is followed by one of names. The API's CSV quotes nothing: codes hold no comma. */
export function rowsOf(csv: string, names: Names, value: string): readonly (readonly (string | number | null)[])[] {
  const [header = '', ...lines] = csv.split('\n').filter((line) => line !== '')
  const dimensions = header.split(',').slice(0, -1).map((name) => name.toUpperCase())
  const head = [...dimensions.flatMap((id) => [id, names.dimension(id)]), value]
  return [head, ...lines.map((line) => {
    const cells = line.split(',')
    const last = cells.at(-1)!
    return [...dimensions.flatMap((id, at) => [cells[at]!, names.code(id, cells[at]!)]), last === '' ? null : Number(last)]
  })]
}
