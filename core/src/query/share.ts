import { percent } from './measure.ts'
import { sumOf } from './regroup.ts'
import { REST } from '../metadata/model.ts'
import { isAlikeBehind, isSummable, keyOf, placeOf, standingsAt, type Row, type Table } from './table.ts'

/**
 * Of rows alike but for the columns `over`: each in per cent of their sum. The whole is what is seen in this answer; where a part of it
 * has no value, or may not be added, no share is known.
 */
export function shareOver(table: Table, over: readonly number[]): Table {
  const behind = standingsAt(table, over)
  return eachGroup(table, over, (rows) => {
    const { codes } = rows[0]!
    const there = behind.get(placeOf(table.plan, codes, over)) ?? []
    const isWhole = there.every(({ answered }) => answered) && isAlikeBehind(table.plan, codes, there) && over.every((at) => isSummable(table.plan, codes, table.plan.columns[at]!))
    const whole = isWhole ? sumOf(rows) : null
    return rows.map((row) => ({ ...row, value: whole === null ? null : percent(row.value!, whole) }))
  })
}

/** Of rows alike but for the columns `over`: 1 is the greatest, equals share a place. What has no value has no place, nor has the rest. */
export function rankOver(table: Table, over: readonly number[]): Table {
  return eachGroup(table, over, (rows) => {
    const isRanked = (row: Row) => row.value !== null && !over.some((at) => row.codes[at] === REST)
    const values = rows.filter(isRanked).map((row) => row.value!).toSorted((a, b) => b - a)
    const places = new Map(values.toReversed().map((value, at) => [value, values.length - at]))
    return rows.map((row) => ({ ...row, value: isRanked(row) ? places.get(row.value!)! : null }))
  })
}

function eachGroup(table: Table, over: readonly number[], change: (rows: readonly Row[]) => readonly Row[]): Table {
  const changed = new Map([...Map.groupBy(table.rows, ({ codes }) => keyOf(codes.filter((_, at) => !over.includes(at)))).values()].flatMap(change).map((row) => [keyOf(row.codes), row]))
  return { ...table, rows: table.rows.map((row) => changed.get(keyOf(row.codes))!) }
}
