import * as z from 'zod/mini'
import type { Dimension } from '../../metadata/model.ts'
import type { Column } from '../../report/table.ts'
import type { Facts, ValueColumn } from '../facts.ts'
import { Failures, ruleKind, type Verdict } from '../verdict.ts'

/**
 * Every code is one of its dimension's list, register or pattern, or one of the totals that the dimension takes; status
 * columns (`attributes`: column to list) may also be empty. Empty dimensions, periods and the reporting member have rules
 * of their own.
 */
const parameters = z.strictObject({ attributes: z._default(z.partialRecord(z.enum(['OBS_STATUS', 'CONF_STATUS']), z.string()), {}) })

type Checked = { readonly id: string; readonly column: Column; readonly source: string; isValid(code: string): boolean }

export const codes = ruleKind(parameters, (facts, { attributes }): Verdict => {
  const all = [...facts.flow.dimensions.flatMap((d) => checkedDimension(facts, d) ?? []), ...Object.entries(attributes).flatMap(([id, list]) => checkedStatus(facts, id as ValueColumn, list))]
  const failures = new Failures()
  all.forEach(({ column: { codes, at }, isValid }, detail) => {
    const isWrong = Uint8Array.from(codes, (code) => (isValid(code) ? 0 : 1))
    if (isWrong.every((w) => w === 0)) return
    for (let row = 0; row < at.length; row++) if (isWrong[at[row]!] === 1) failures.add(row, detail)
  })
  return {
    checked: facts.rows,
    notApplicable: 0,
    failures,
    explain: (row, detail) => {
      const { id, column, source } = all[detail]!
      return { outcome: 'wrong', column: id, messageValues: { code: column.codes[column.at[row]!]!, list: source } }
    },
  }
})

function checkedDimension(facts: Facts, dimension: Dimension): Checked | undefined {
  const { id, representation, totals } = dimension
  if (id === 'REF_AREA' || representation.kind === 'period') return undefined
  const allowed = new Set<string>(['', ...totals])
  const of = (source: string, isValid: (code: string) => boolean): Checked =>
    ({ id, column: facts.findColumn(id)!, source, isValid: (code) => allowed.has(code) || isValid(code) })
  switch (representation.kind) {
    case 'codelist': {
      const domain = facts.findDomain(id)
      return of(representation.list, (code) => domain?.number.has(code) ?? false)
    }
    case 'register':
      return of(representation.register, (code) => facts.registers[representation.register].has(code))
    case 'pattern':
      return of(representation.pattern, (code) => /^[1-9][0-9]{0,8}$/.test(code))
    case 'frequency':
      return of(facts.flow.frequencies.join(', '), (code) => facts.flow.frequencies.some((f) => f === code))
  }
}

function checkedStatus(facts: Facts, id: ValueColumn, list: string): Checked[] {
  const codes = new Set(facts.collection.codelists.get(list)?.codes.map((c) => c.id))
  return [{ id, column: facts.attribute(id), source: list, isValid: (code) => code === '' || codes.has(code) }]
}
