import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTables, diffTables, foldEdits, mergeInto, overlaps, type CellEdit } from './fold.ts'
import { keyOf } from './keys.ts'
import { writePayload } from './payload.ts'
import { rowsOf, tableOf, type FigureRow, type FigureTable } from './table.ts'
import { detections as flow, fees, figure, figures, trialCollection } from './trial.ts'

const payload = (table: FigureTable): string => [...writePayload(table, flow, trialCollection)].join('')
const keyFor = (codes: string): string => keyOf(flow, figure(flow, codes, null).key)
const edit = (seq: number, codes: string, column: CellEdit['column'], value: string | null): CellEdit => ({ key: keyFor(codes), column, value, seq })

/** Few keys, so that edits meet rows and each other. */
const anyCodes = fc.tuple(fc.constantFrom('_T', 'LAO', 'KHM'), fc.constantFrom('F', '_T')).map(([c, s]) => `CITIZENSHIP=${c} SEX=${s}`)
const anyEdit = fc
  .record({
    codes: anyCodes,
    column: fc.constantFrom('OBS_VALUE', 'OBS_VALUE', 'OBS_STATUS', 'COMMENT_OBS', 'N_OBS', 'ROW'),
    value: fc.option(fc.constantFrom('1', '25', 'x', '', '3.5')),
  })
  .map(({ codes, column, value }) => ({ codes, column: column as CellEdit['column'], value }))
const anyEdits = fc.array(anyEdit).map((edits) => edits.map((e, i) => edit(i + 1, e.codes, e.column, e.value)))
const anyLines = fc.uniqueArray(fc.tuple(anyCodes, fc.option(fc.nat(50))), { selector: ([codes]) => codes })
const anyTable = anyLines.map((lines) => figures(flow, ...lines))

describe('a draft', () => {
  const base = figures(flow, ['SEX=F', 5], ['SEX=M', 7])

  test('without edits is its base', () => expect(foldEdits(base, [], flow)).toEqual({ table: base, invalid: [] }))

  test('takes the last word on each cell by seq, in whatever order edits arrive', () => {
    const edits = [edit(3, 'SEX=F', 'OBS_VALUE', '9'), edit(1, 'SEX=F', 'OBS_VALUE', '8'), edit(2, 'SEX=F', 'COMMENT_OBS', 'recount')]
    expect(payload(foldEdits(base, edits, flow).table)).toBe(payload(tableOf(flow, [figure(flow, 'SEX=F', 9, { COMMENT_OBS: 'recount' }), figure(flow, 'SEX=M', 7)])))
  })

  test('makes a row where none was, and removes one', () => {
    const { table } = foldEdits(base, [edit(1, 'SEX=_T', 'OBS_VALUE', '12'), edit(2, 'SEX=M', 'ROW', null), edit(3, 'SEX=_U', 'OBS_VALUE', null)], flow)
    expect(payload(table)).toBe(payload(figures(flow, ['SEX=_T', 12], ['SEX=F', 5])))
  })

  test('a row that was removed comes back empty', () => {
    const { table } = foldEdits(base, [edit(1, 'SEX=M', 'ROW', null), edit(2, 'SEX=M', 'OBS_STATUS', 'M')], flow)
    expect(payload(table)).toBe(payload(tableOf(flow, [figure(flow, 'SEX=F', 5), figure(flow, 'SEX=M', null, { OBS_STATUS: 'M' })])))
  })

  test('keeps an invalid value as an invalid cell until it is set right or its row goes', () => {
    const wrong = edit(1, 'SEX=F', 'OBS_VALUE', 'about 10')
    expect(foldEdits(base, [wrong], flow).invalid).toEqual([{ key: keyFor('SEX=F'), column: 'OBS_VALUE', text: 'about 10', seq: 1 }])
    expect([...rowsOf(foldEdits(base, [wrong], flow).table)].find((r) => r.key['SEX'] === 'F')?.value).toBe(null)
    expect(foldEdits(base, [wrong, edit(2, 'SEX=F', 'OBS_VALUE', '10')], flow).invalid).toEqual([])
    expect(foldEdits(base, [wrong, edit(2, 'SEX=F', 'ROW', null)], flow).invalid).toEqual([])
  })

  test('keeps an edit whose key is none as invalid', () => {
    const { table, invalid } = foldEdits(base, [{ key: 'M.THA', column: 'OBS_VALUE', value: '1', seq: 4 }], flow)
    expect(payload(table)).toBe(payload(base))
    expect(invalid).toEqual([{ key: 'M.THA', column: 'ROW', text: 'M.THA', seq: 4 }])
  })

  test('edits and removes every row of a key that stands twice', () => {
    const twice = figures(flow, ['SEX=F', 5], ['SEX=F', 6])
    expect(payload(foldEdits(twice, [edit(1, 'SEX=F', 'OBS_VALUE', '7')], flow).table)).toBe(payload(figures(flow, ['SEX=F', 7], ['SEX=F', 7])))
    expect(foldEdits(twice, [edit(1, 'SEX=F', 'ROW', null)], flow).table.rows).toBe(0)
  })

  test('folded at once equals folded edit by edit', () => {
    fc.assert(fc.property(anyTable, anyEdits, (table, edits) => {
      const stepwise = edits.reduce((t, e) => foldEdits(t, [e], flow).table, table)
      expect(payload(foldEdits(table, edits, flow).table)).toBe(payload(stepwise))
    }), { seed: 1, numRuns: 300 })
  })

  test('equals a plain replay on a map', () => {
    fc.assert(fc.property(anyLines, anyEdits, (lines, edits) => {
      const model = new Map<string, FigureRow>(lines.map(([codes, value]) => [keyFor(codes), figure(flow, codes, value)]))
      const wrong = new Set<string>()
      for (const { key, column, value } of edits) {
        if (column === 'ROW' && value === null) {
          model.delete(key)
          for (const cell of wrong) if (cell.startsWith(key)) wrong.delete(cell)
          continue
        }
        const codes = key.split('.')
        if (value !== null && !model.has(key)) model.set(key, { key: Object.fromEntries(flow.dimensions.map((d, i) => [d.id, codes[i]!])), value: null })
        const row = model.get(key)
        wrong.delete(`${key} ${column}`)
        if (!row || column === 'ROW') continue
        const isNumber = value !== null && value !== '' && Number.isFinite(Number(value))
        if ((column === 'OBS_VALUE' || column === 'N_OBS') && value && !isNumber) wrong.add(`${key} ${column}`)
        if (column === 'OBS_VALUE') model.set(key, { ...row, value: isNumber ? Number(value) : null })
        else if (column === 'N_OBS') model.set(key, { ...row, N_OBS: isNumber ? Number(value) : undefined })
        else model.set(key, { ...row, [column]: value ?? '' })
      }
      const folded = foldEdits(figures(flow, ...lines), edits, flow)
      expect(payload(folded.table)).toBe(payload(tableOf(flow, model.values())))
      expect(folded.invalid.map((c) => `${c.key} ${c.column}`).sort()).toEqual([...wrong].sort())
    }), { seed: 2, numRuns: 300 })
  })
})

const toMap = (table: FigureTable): Map<string, number | null> => new Map([...rowsOf(table)].map((r) => [keyOf(flow, r.key), r.value]))

describe('reports of units', () => {
  test('merge: the input replaces the base key by key', () => {
    fc.assert(fc.property(anyTable, anyTable, (base, input) => {
      const expected = new Map([...toMap(base), ...toMap(input)])
      const merged = mergeInto(base, input, flow)
      expect(merged.rows).toBe(expected.size)
      expect(toMap(merged)).toEqual(expected)
    }), { seed: 3 })
  })

  test('overlap in the keys that several hold', () => {
    fc.assert(fc.property(fc.array(anyTable, { maxLength: 4 }), (tables) => {
      const holders = new Map<string, number[]>()
      tables.forEach((t, n) => toMap(t).forEach((_, key) => holders.set(key, [...(holders.get(key) ?? []), n])))
      const shared = [...holders].filter(([, held]) => held.length > 1)
      const found = overlaps(tables, flow)
      expect(found.count).toBe(shared.length)
      expect(new Map(found.keys.map((k) => [k.key, [...k.tables].sort()]))).toEqual(new Map(shared))
      expect(overlaps(tables, flow, 1).keys.length).toBe(Math.min(1, shared.length))
    }), { seed: 4 })
  })

  test('add up key by key', () => {
    fc.assert(fc.property(fc.array(anyTable, { maxLength: 4 }), (tables) => {
      const expected = new Map<string, number | null>()
      for (const t of tables) for (const [key, v] of toMap(t)) expected.set(key, v === null ? (expected.get(key) ?? null) : (expected.get(key) ?? 0) + v)
      const { table, refused } = addTables(tables, flow)
      expect(refused).toBe(0)
      expect(toMap(table)).toEqual(expected)
    }), { seed: 5 })
  })

  test('join comments and keep the first status when they add up', () => {
    const one = tableOf(flow, [figure(flow, '', 1, { OBS_STATUS: 'A', COMMENT_OBS: 'land', N_OBS: 1 })])
    const two = tableOf(flow, [figure(flow, '', 2, { OBS_STATUS: 'E', CONF_STATUS: 'F', COMMENT_OBS: 'sea', N_OBS: 2 })])
    expect([...rowsOf(addTables([one, two], flow).table)]).toEqual([figure(flow, '', 3, { OBS_STATUS: 'A', CONF_STATUS: 'F', COMMENT_OBS: 'land; sea', N_OBS: 3 })])
  })

  test('do not add up where figures are no counts', () => {
    const fee = figures(fees, ['STAT=MEDIAN UNIT_MEASURE=USD', 900])
    expect(addTables([fee, fee], fees).refused).toBe(1)
  })
})

describe('what a new version changes', () => {
  test('counts figures that are gone or have another value as replaced', () => {
    const before = tableOf(flow, [figure(flow, 'SEX=F', 1), figure(flow, 'SEX=M', 2), figure(flow, 'SEX=_T', 3), figure(flow, 'SEX=_U', 4)])
    const after = tableOf(flow, [figure(flow, 'SEX=F', 1), figure(flow, 'SEX=M', 5), figure(flow, 'SEX=_T', 3, { COMMENT_OBS: 'checked' }), figure(flow, 'CITIZENSHIP=LAO', 4)])
    const difference = diffTables(before, after, flow)
    expect(difference).toMatchObject({ added: 1, removed: 1, changed: 2, same: 1, replaced: 2 })
    expect(difference.changes).toEqual([
      { key: keyFor('CITIZENSHIP=LAO'), after: { value: 4 } },
      { key: keyFor('SEX=M'), before: { value: 2 }, after: { value: 5 } },
      { key: keyFor('SEX=_T'), before: { value: 3 }, after: { value: 3, COMMENT_OBS: 'checked' } },
      { key: keyFor('SEX=_U'), before: { value: 4 } },
    ])
    expect(diffTables(before, after, flow, 2).changes).toEqual(difference.changes.slice(0, 2))
  })

  test('agrees with a plain comparison, and merging replaces what it says', () => {
    fc.assert(fc.property(anyTable, anyTable, (before, input) => {
      const after = mergeInto(before, input, flow)
      const [old, young] = [toMap(before), toMap(after)]
      const { added, removed, changed, same, replaced } = diffTables(before, after, flow)
      expect(added).toBe([...young.keys()].filter((k) => !old.has(k)).length)
      expect([removed, changed]).toEqual([0, replaced])
      expect(replaced).toBe([...old].filter(([k, v]) => young.get(k) !== v).length)
      expect(same + changed).toBe(old.size)
      expect(diffTables(after, before, flow)).toMatchObject({ added: 0, removed: added, changed, same })
    }), { seed: 6 })
  })
})
