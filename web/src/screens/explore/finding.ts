import { frequencyOf } from '@openvrs/core/report/period.ts'
import type { Words } from '../../i18n/use.ts'
import { largest, type Cell, type Grid, type Row } from './shape.ts'
import { TIME } from './view.ts'

const IN_A_YEAR = { M: 12, Q: 4, A: 1 } as const
/** Fewer than this in the year before, and a change in percent says nothing. */
const LEAST = 30
/** A change below this many percent is none to speak of. */
const STEADY = 5

/** One year of figures to the last period that the row reported, and the year before it; undefined where a period of them is missing. */
function lastYears(row: Row, perYear: number): { readonly at: number; readonly now: number; readonly before: number } | undefined {
  const at = row.cells.findLastIndex((cell) => typeof cell === 'number')
  const sum = (from: number, to: number): number | undefined => {
    const cells: readonly Cell[] = from < 0 ? [undefined] : row.cells.slice(from, to)
    return cells.every((cell) => typeof cell === 'number') ? cells.reduce((all, cell) => all + cell, 0) : undefined
  }
  const now = sum(at - perYear + 1, at + 1)
  const before = sum(at - 2 * perYear + 1, at - perYear + 1)
  return now === undefined || before === undefined ? undefined : { at, now, before }
}

type Asked = { readonly grid: Grid; readonly name: (row: Row) => string; /** Whether figures of one row may be added over time. */ readonly addsOverTime: boolean; /** Rows of states that count differently: how they change can be compared, not how high they are. */ readonly areUnlike: boolean; readonly words: Words }

/**
 * What the figures show, in one sentence that claims no more than they do: which is highest, and which changed most between the
 * last reported year and the year before it. Undefined where nothing can be said, as with many kinds of figures at once.
 */
export function findingOf({ grid, name, addsOverTime, areUnlike, words }: Asked): string | undefined {
  const rows = grid.rows.filter((row) => row.cells.some((cell) => typeof cell === 'number' && cell > 0))
  if (rows.length === 0 || grid.rows.some((row) => row.cells.includes(null))) return undefined // what is not available may be the highest
  if (grid.across === TIME) return trendOf(grid, rows, name, addsOverTime, areUnlike, words)
  return areUnlike ? undefined : heightOf(grid, rows, name, words)
}

function trendOf(grid: Grid, rows: readonly Row[], name: (row: Row) => string, adds: boolean, areUnlike: boolean, { t, number, period }: Words): string | undefined {
  const freq = grid.columns.length > 0 && new Set(grid.columns.map(frequencyOf)).size === 1 ? frequencyOf(grid.columns[0]!) : undefined
  if (!freq || !adds) return undefined
  const changes = rows.flatMap((row) => {
    const years = lastYears(row, IN_A_YEAR[freq])
    return years && years.before >= LEAST && years.at >= grid.columns.length - IN_A_YEAR[freq] // what ended long ago is no news
      ? [{ row, ...years, percent: Math.round((100 * (years.now - years.before)) / years.before) }] : []
  })
  const moved = changes.toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))[0]
  const one = rows.length === 1
  if (!moved) return one || areUnlike ? undefined : t('explore.finding.highest', { name: name(largest(rows, 1).first[0]!) })
  const values = { name: name(moved.row), percent: number(Math.abs(moved.percent)), to: period(grid.columns[moved.at]!) }
  const way = Math.abs(moved.percent) < STEADY ? 'steady' : moved.percent > 0 ? 'up' : 'down'
  if (one) return t(grid.dimensions.length === 0 ? `explore.finding.all_${way}` : `explore.finding.one_${way}`, values)
  if (way === 'steady') return t('explore.finding.many_steady', values)
  return t(`explore.finding.many_${way}`, values)
}

function heightOf(grid: Grid, rows: readonly Row[], name: (row: Row) => string, { t, number }: Words): string | undefined {
  if (grid.columns.length > 1 || grid.dimensions.length === 0 || grid.dimensions.includes(TIME)) return undefined
  const [first, second] = largest(rows, 2).first
  const value = (row: Row) => row.cells[0] as number
  if (!first || !second) return undefined
  return t('explore.finding.first', { name: name(first), value: number(value(first)), second: name(second), next: number(value(second)) })
}

