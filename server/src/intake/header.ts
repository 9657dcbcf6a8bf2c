import { Problem } from '@openvrs/core/problem.ts'
import { isBlank, textOf, type Cell } from '@openvrs/core/mapping/cells.ts'
import { columnsUsed } from '@openvrs/core/mapping/check.ts'
import { Header } from '@openvrs/core/mapping/columns.ts'
import { DELIMITERS, type Mapping } from '@openvrs/core/mapping/language.ts'

export type Row = { readonly cells: readonly Cell[]; readonly row: number }

/** How many rows below the declared header are looked at to say where the real one is. */
export const LOOK_AHEAD = 10

/** The header row among the first rows of a file. Where it lacks a column of the mapping, the problem says what is likely wrong. */
export function findHeader(mapping: Mapping, start: readonly Row[]): readonly Cell[] {
  const { header_row: row, delimiter } = mapping.file
  const header = start.find((r) => r.row === row)?.cells ?? []
  if (start.every(({ cells }) => cells.every(isBlank))) throw new Problem('intake.empty', { row })
  const missing = missingColumns(mapping, header)
  if (missing.length === 0) return header
  const columns = missing.join(', ')
  const elsewhere = start.find((r) => missingColumns(mapping, r.cells).length === 0)
  if (elsewhere) throw new Problem('intake.column_elsewhere', { row, columns, found: elsewhere.row })
  const found = header.length === 1 ? DELIMITERS.find((d) => d !== delimiter && textOf(header[0]).includes(d)) : undefined
  if (found !== undefined) throw new Problem('intake.delimiter', { row, declared: nameOf(delimiter), found: nameOf(found) })
  throw new Problem('intake.column_missing', { row, columns })
}

function missingColumns(mapping: Mapping, cells: readonly Cell[]): readonly string[] {
  const header = new Header(cells)
  return columnsUsed(mapping).filter((column) => !header.has(column))
}

const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const nameOf = (delimiter: (typeof DELIMITERS)[number]): string => NAMES[delimiter]
