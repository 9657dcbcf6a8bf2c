import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Collection, Dataflow } from '@openvrs/core/metadata/model.ts'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import { foldEdits } from '@openvrs/core/report/fold.ts'
import { keyOf } from '@openvrs/core/report/keys.ts'
import { rowsOf, tableOf } from '@openvrs/core/report/table.ts'
import { fixedOf, columnsOf, usedDimensions } from './columns.ts'
import { gather, marksOf, openItems } from './findings.ts'
import { passOn, startHistory } from './history.ts'
import { lexiconOf, readNumber, type Lexicon } from './lexicon.ts'
import { mended } from './mend.ts'
import { absorb, blankRow, desiredOf, editsBetween, isBlank, isWhole, nextRow, rowsFrom, settle, withText, type Fixed, type Saved, type SheetRow } from './sheet.ts'
import { checkRows } from './check.ts'

const folder = join(import.meta.dirname, '../../../../collections/vrs-msrc')
const files = (): Map<string, string> => new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), readFileSync(join(entry.parentPath, entry.name), 'utf8')]))

const range = { freq: 'M', from: '2026-03', to: '2026-03' } as const
let collection: Collection
let flow: Dataflow
let lexicon: Lexicon
let fixed: Fixed

beforeAll(() => {
  collection = readCollection(files()).collection!
  flow = collection.dataflows.get('VRS_DETECT')!
  lexicon = lexiconOf(collection, flow, range, 'fr', { _T: 'Tous', _U: 'Inconnu', OTH: 'Autre', period: (period) => period })
  fixed = fixedOf(flow, 'THA', range, ['CITIZENSHIP', 'SEX'])
})

const row = (texts: Readonly<Record<string, string>>): SheetRow =>
  Object.entries({ INDICATOR: 'ENTRY_BCP', SEX: '_T', ...texts }).reduce((made, [column, text]) => withText(made, column, text, lexicon), blankRow(flow, fixed))

const key = (citizenship: string, sex = '_T') => `M.THA.ENTRY_BCP.DET.${citizenship}.${sex}._T._T._T._T._T._T.2026-03`
const none: Saved = new Map()

describe('what is typed becomes codes', () => {
  test('by code, by name in the language of the reader or English, by other systems\' codes, and by the word for all', () => {
    for (const word of ['KHM', 'khm', 'Cambodge', 'Cambodia', 'KH', '116']) expect(row({ CITIZENSHIP: word }).codes['CITIZENSHIP'], word).toBe('KHM')
    expect(row({ CITIZENSHIP: 'tous' }).codes['CITIZENSHIP']).toBe('_T')
    expect(lexicon.name('CITIZENSHIP', 'KHM')).toBe('Cambodge')
  })

  test('a word that is not known stays as a word, and the row is not whole until it is put right', () => {
    const unknown = row({ CITIZENSHIP: 'Camboge', OBS_VALUE: '4' })
    expect(unknown.words).toEqual({ CITIZENSHIP: 'Camboge' })
    expect(isWhole(flow, unknown)).toBe(false)
    expect(desiredOf(flow, [unknown], none).size).toBe(0)
    expect(isWhole(flow, withText(unknown, 'CITIZENSHIP', 'Cambodge', lexicon))).toBe(true)
  })

  test('the unit comes with the indicator, and stays where it goes with another one', () => {
    expect(row({}).codes['UNIT_MEASURE']).toBe('DET')
    expect(withText(row({ UNIT_MEASURE: 'PS' }), 'INDICATOR', 'ENTRY_BBCP', lexicon).codes['UNIT_MEASURE']).toBe('PS')
  })

  test('a count may have its thousands set apart; anything else stays as it is written', () => {
    for (const text of ['1,204', '1.204', '1 204', '1\u00a0204', "1'204", '1204', '๑๒๐๔']) expect(readNumber(text, true), text).toBe('1204')
    for (const text of ['1,20', '12a', '1,204.5', '1.204,000.1', '-4', '']) expect(readNumber(text, true), text).toBe(text)
    expect(readNumber('1,204', false)).toBe('1,204')
  })
})

describe('what is sent', () => {
  test('edits make of what the server holds what the sheet says, whatever was done to it', () => {
    const citizenship = fc.constantFrom('KHM', 'LAO', 'MMR', 'nowhere', '')
    const rows = fc.array(fc.record({ CITIZENSHIP: citizenship, SEX: fc.constantFrom('M', 'F', '_T'), OBS_VALUE: fc.constantFrom('', '0', '7', '12') }), { maxLength: 8 })
    fc.assert(fc.property(rows, rows, (first, second) => {
      const apply = (sheet: readonly SheetRow[], saved: Saved, base: ReturnType<typeof tableOf>) => {
        const desired = desiredOf(flow, sheet, saved)
        const edits = editsBetween(flow.id, saved, desired).map((edit, seq) => ({ key: edit.key, column: edit.column, value: edit.value, seq }))
        return { desired, table: tableOf(flow, rowsOf(foldEdits(base, edits, flow).table)) }
      }
      const one = apply(first.map(row), none, tableOf(flow, []))
      const settled = settle(flow, first.map(row), one.desired)
      const changed = second.map((texts, at) => Object.entries(texts).reduce((made, [column, text]) => withText(made, column, text, lexicon), settled[at] ?? row({})))
      const two = apply(changed, one.desired, one.table)
      const held = rowsFrom([...rowsOf(two.table)].map((figure) => ({ key: flow.dimensions.map((d) => figure.key[d.id]).join('.'), value: figure.value })), flow).saved
      const figuresOf = (what: Saved) => [...what].map(([id, cells]) => `${id} ${cells.OBS_VALUE}`).toSorted()
      expect(figuresOf(held)).toEqual(figuresOf(two.desired))
    }), { seed: 7, numRuns: 200 })
  })

  test('a row whose code is being changed leaves its figure where it was until it is whole again', () => {
    const saved: Saved = new Map([[key('KHM'), row({ CITIZENSHIP: 'KHM', OBS_VALUE: '4' }).cells]])
    const there = { ...row({ CITIZENSHIP: 'KHM', OBS_VALUE: '4' }), origin: key('KHM') }
    expect(editsBetween(flow.id, saved, desiredOf(flow, [withText(there, 'CITIZENSHIP', 'nowhere', lexicon)], saved))).toEqual([])
    expect(editsBetween(flow.id, saved, desiredOf(flow, [withText(there, 'CITIZENSHIP', 'LAO', lexicon)], saved))).toEqual([
      { dataflow: 'VRS_DETECT', key: key('KHM'), column: 'ROW', value: null }, { dataflow: 'VRS_DETECT', key: key('LAO'), column: 'OBS_VALUE', value: '4' },
    ])
  })

  test('of two rows with one key the one that the server knows keeps it', () => {
    const saved: Saved = new Map([[key('KHM'), row({ OBS_VALUE: '4' }).cells]])
    const known = { ...row({ CITIZENSHIP: 'KHM', OBS_VALUE: '5' }), origin: key('KHM') }
    expect(desiredOf(flow, [row({ CITIZENSHIP: 'KHM', OBS_VALUE: '9' }), known], saved).get(key('KHM'))?.OBS_VALUE).toBe('5')
  })

  test('what others wrote comes in; what is not sent yet stays', () => {
    const { rows, saved } = rowsFrom([{ key: key('KHM'), value: 4 }, { key: key('LAO'), value: 5 }], flow)
    const mine = [withText(rows[0]!, 'OBS_VALUE', '6', lexicon), rows[1]!, row({ CITIZENSHIP: 'nowhere' })]
    const fresh = rowsFrom([{ key: key('KHM'), value: 40 }, { key: key('LAO'), value: 50 }, { key: key('MMR'), value: 60 }], flow)
    expect(absorb(flow, mine, saved, fresh.rows).map((one) => one.cells.OBS_VALUE)).toEqual(['6', '50', '', '60'])
  })
})

test('what is undone can be done again, until something else is written', () => {
  const [one, two] = [[row({ OBS_VALUE: '1' })], [row({ OBS_VALUE: '2' })]]
  const changed = passOn(passOn(startHistory([]), { act: 'change', make: () => one }), { act: 'change', make: () => two })
  const undone = passOn(passOn(changed, { act: 'undo' }), { act: 'undo' })
  expect(undone.rows).toEqual([])
  expect(passOn(undone, { act: 'undo' })).toBe(undone)
  expect(passOn(undone, { act: 'redo' }).rows).toBe(one)
  expect(passOn(passOn(undone, { act: 'change', make: () => two }), { act: 'redo' }).rows).toBe(two)
})

describe('what is to be looked at', () => {
  const context = { now: new Date('2026-05-01'), refArea: 'THA', range }
  const found = (rows: readonly SheetRow[]) => checkRows({ rows: rows.filter((one) => isWhole(flow, one) && !isBlank(flow, one)), flow, collection, context, sentences: { language: 'fr', problems: {}, access: {}, faults: {}, refusals: {}, columns: {}, narratives: {} } })
  const look = (rows: readonly SheetRow[], typing: number | null = null) => gather({
    rows, lexicon, typing, comments: [], found: found(rows), open: openItems(rows, lexicon, typing, { unknown: (column, word) => `${word} in ${column}`, blank: (count: number) => `${count} blank`, missing: (column) => `no ${column}` }),
  })

  test('errors come before warnings, each numbered and at its cell', () => {
    const items = look([row({ CITIZENSHIP: 'THA', OBS_VALUE: '3' }), row({ CITIZENSHIP: 'KHM', OBS_VALUE: '12a' }), row({ CITIZENSHIP: 'Camboge', OBS_VALUE: '1' }), row({ CITIZENSHIP: 'LAO' })])
    expect(items.map(({ no, kind, row: at, column }) => [no, kind, at, column])).toEqual([[1, 'error', 1, 'OBS_VALUE'], [2, 'error', 2, 'CITIZENSHIP'], [3, 'warn', 0, 'CITIZENSHIP'], [4, 'ask', 3, 'OBS_VALUE']])
    expect(marksOf(items, ['INDICATOR', 'OBS_VALUE']).get('2 OBS_VALUE')?.no).toBe(2)
    expect(items[2]!.message).toContain('Thaïlande')
    expect(items[3]!.message).toBe('1 blank')
  })

  test('the row that is being written is not hurried', () => {
    const rows = [row({ CITIZENSHIP: '' }), row({ CITIZENSHIP: 'LAO' })]
    expect(look(rows).map((item) => item.row)).toEqual([0, 1])
    expect(look(rows, 0).map((item) => item.row)).toEqual([1])
    expect(look(rows, 1).map((item) => item.row)).toEqual([0])
  })
})

test('columns are the dimensions that differ: those alike in all rows and those not broken down by stay folded', () => {
  const titles = { value: 'Figure', status: 'Note', comment: 'Comment', observations: 'N', change: 'Change' }
  expect(columnsOf(lexicon, fixed, titles).map((column) => column.id)).toEqual(['INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP', 'SEX', 'OBS_VALUE', 'OBS_STATUS', 'COMMENT_OBS'])
  expect(columnsOf(lexicon, fixedOf(flow, 'THA', { freq: 'M', from: '2026-01', to: '2026-03' }, []), titles).map((column) => column.id)).toContain('TIME_PERIOD')
  expect(usedDimensions(flow, [row({ CITIZENSHIP: 'KHM' })])).toEqual(['CITIZENSHIP'])
})

describe('the ways out of a finding', () => {
  const context = { now: new Date('2026-05-01'), refArea: 'THA', range }
  const sentences = { language: 'en', problems: {}, access: {}, faults: {}, refusals: {}, columns: {}, narratives: {} }
  const found = (rows: readonly SheetRow[]) => checkRows({ rows, flow, collection, context, sentences })
  /** Takes every first way out that the rules offer, and looks again. */
  const take = (rows: readonly SheetRow[], nth = 0) => {
    const [first] = found(rows).filter(({ fixes }) => fixes!.length > 0)
    const row = rows.findIndex((one) => keyOf(flow, one.codes) === first!.key)
    return mended(rows, { row, key: first!.key }, first!.fixes![nth]!, lexicon)
  }
  const valuesOf = (rows: readonly SheetRow[]) => rows.map(({ cells }) => cells.OBS_VALUE)

  test('a total takes the sum of its parts, and what was found is gone', () => {
    const rows = take([row({ CITIZENSHIP: 'KHM', OBS_VALUE: '100' }), ...['M', 'F', '_U', 'OTH'].flatMap((sex, at) => (sex === 'OTH' ? [] : [row({ CITIZENSHIP: 'KHM', SEX: sex, OBS_VALUE: String(40 * (at + 1)) })]))])
    expect(valuesOf(rows)).toEqual(['240', '40', '80', '120'])
    expect(found(rows).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('a double row goes, or is added to the first; the one that is stored stays', () => {
    const stored = { ...row({ CITIZENSHIP: 'KHM', OBS_VALUE: '5' }), origin: key('KHM') }
    const twice = [row({ CITIZENSHIP: 'KHM', OBS_VALUE: '7' }), stored, row({ CITIZENSHIP: 'LAO', OBS_VALUE: '1' })]
    expect(valuesOf(take(twice))).toEqual(['5', '1'])
    expect(valuesOf(take(twice, 1))).toEqual(['12', '1'])
  })

  test('an emptied figure is none, or was not counted; blanks all at once', () => {
    const emptied = [{ ...row({ CITIZENSHIP: 'KHM' }), origin: key('KHM') }]
    expect(valuesOf(take(emptied))).toEqual(['0'])
    expect(take(emptied, 1)[0]!.cells.OBS_STATUS).toBe('L')
    expect(found(take(emptied, 1))).toEqual([])
    const blanks = [row({ CITIZENSHIP: 'KHM' }), row({ CITIZENSHIP: 'LAO', OBS_VALUE: '1' }), row({ CITIZENSHIP: 'VNM' })]
    expect(valuesOf(mended(blanks, { row: 0, rows: [0, 2], key: '' }, { do: 'zero' }, lexicon))).toEqual(['0', '1', '0'])
    expect(valuesOf(mended(blanks, { row: 0, rows: [0, 2], key: '' }, { do: 'leave_out' }, lexicon))).toEqual(['1'])
  })

  test('a word that is near to a code offers it', () => {
    expect(lexicon.near('CITIZENSHIP', 'Camboge')[0]).toBe('KHM')
    expect(lexicon.near('CITIZENSHIP', 'Lao PRD')[0]).toBe('LAO')
    expect(lexicon.near('CITIZENSHIP', 'xyzzy')).toEqual([])
  })
})

test('a new row goes on with the codes of the one above, but the last', () => {
  const above = row({ CITIZENSHIP: 'KHM', SEX: 'F', OBS_VALUE: '3' })
  expect(nextRow(flow, fixed, above)).toMatchObject({ origin: null, cells: { OBS_VALUE: '' }, codes: { INDICATOR: 'ENTRY_BCP', UNIT_MEASURE: 'DET', CITIZENSHIP: 'KHM', SEX: '', AGE: '_T' } })
})
