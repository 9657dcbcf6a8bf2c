import type { Ask } from './ask.ts'
import type { Cell } from './cell.ts'
import { changeSince, rollYear } from './change.ts'
import type { Derivation } from './derivation.ts'
import type { Choice } from './explain.ts'
import { isAsked } from './look-back.ts'
import { lookOf } from './measure.ts'
import type { Plan } from './plan.ts'
import { raise } from './raise.ts'
import { gather } from './regions.ts'
import { rollUp } from './roll-up.ts'
import { rankOver, shareOver } from './share.ts'
import { columnOf, tableOf, type Row, type Table } from './table.ts'
import { keepTop } from './top.ts'

/** What is made of the rows and choices of the widened question (`widen`); `ask` is the one that was put. */
export function derive(plan: Plan, ask: Ask, derivation: Derivation, cells: readonly Cell[], choices: readonly Choice[]): readonly Row[] {
  const time = columnOf(plan, 'TIME_PERIOD')
  const asked = isAsked(plan.flow, ask, derivation)
  const isShown = (codes: readonly string[]): boolean => time < 0 || asked(codes[time]!)
  const gathered = derivation.regions.reduce((table, { dimension, regions }) => gather(table, dimension, regions), tableOf(plan, cells, choices))
  const cut = derivation.top ? raise(keepTop(gathered, derivation.top.dimension, derivation.top.count, isShown)) : gathered
  const along = lookOf(derivation.measure) === 'none' ? cut : raise(cut, [time])
  const rolled = derivation.rollUp ? rollUp(along, derivation.rollUp) : along
  return measured(rolled, derivation, isShown).rows.filter(({ codes }) => isShown(codes))
}

/** Shares and places are of what is shown: without the periods that are there only to be compared with. */
function measured(table: Table, { measure, over }: Derivation, isShown: (codes: readonly string[]) => boolean): Table {
  const columns = over.map((id) => columnOf(table.plan, id))
  const shown = { ...table, rows: table.rows.filter(({ codes }) => isShown(codes)) }
  switch (measure) {
    case 'sum':
      return table
    case 'share':
      return shareOver(shown, columns)
    case 'rank':
      return rankOver(shown, columns)
    case 'change':
    case 'change_percent':
      return changeSince(table, 'period', measure === 'change_percent')
    case 'year_change':
    case 'year_change_percent':
      return changeSince(table, 'year', measure === 'year_change_percent')
    case 'rolling_year':
      return rollYear(table)
  }
}
