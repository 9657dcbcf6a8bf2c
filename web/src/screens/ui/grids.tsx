import { useState } from 'react'
import { CodePicker } from '../../ui/code-picker.tsx'
import type { CodeOption } from '../../ui/code-search.ts'
import { Grid, type EditorProps, type GridCell, type GridColumn } from '../../ui/grid.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { TextEditor } from '../../ui/text-editor.tsx'
import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

const COUNTRIES: readonly CodeOption[] = (['MMR', 'KHM', 'LAO', 'VNM', 'LKA', 'PAK'] as const).map((id) => ({ id, name: words[id] }))
const COLUMNS: readonly GridColumn[] = [{ id: 'CITIZENSHIP', name: words.citizenship, width: 12 }, { id: 'SEX', name: words.sex, width: 8 }, { id: 'OBS_VALUE', name: words.figure, width: 8, isNumber: true }, { id: 'COMMENT_OBS', name: words.comment, width: 16 }]
const ROWS: readonly (readonly GridCell[])[] = [
  [{ text: words.MMR }, { text: words.male }, { text: '1,204' }, { text: words.grid_comment }],
  [{ text: words.MMR }, { text: words.female }, { text: '96', state: 'edited' }, { text: '' }],
  [{ text: words.KHM }, { text: words.all, isQuiet: true }, { text: '12.5', state: 'error', ref: 1, about: words.about_error }, { text: '' }],
  [{ text: words.LAO }, { text: words.all, isQuiet: true }, { text: '212', state: 'warn', ref: 2, about: words.about_warn }, { text: '' }],
  [{ text: words.VNM }, { text: words.all, isQuiet: true }, { text: '58', state: 'ask', ref: 3, about: words.about_ask }, { text: '' }],
  [{ text: words.unknown, state: 'error', ref: 4, about: words.none }, { text: words.all, isQuiet: true }, { text: '–', state: 'missing' }, { text: '' }],
]
const HEAT: readonly (readonly [keyof typeof words, readonly number[]])[] = [['MMR', [7, 6, 5, 4]], ['KHM', [4, 3, 3, 2]], ['VNM', [2, 1, 1, 1]]]

/** The sheet that is typed in, with one cell for each state, and a table that is only read. */
export function Grids() {
  const [rows, setRows] = useState(ROWS)
  const cellsOf = (row: number): readonly GridCell[] => rows[row] ?? COLUMNS.map(() => ({ text: '' }))
  const put = ({ row, col }: { row: number; col: number }, text: string) => setRows(rows.map((cells, at) => (at === row ? cells.map((cell, place) => (place === col ? { text: COUNTRIES.find((option) => option.id === text)?.name ?? text, state: 'edited' as const } : cell)) : cells)))
  const editor = ({ place, typed, commit, cancel }: EditorProps) => {
    const { name } = COLUMNS[place.col]!
    const text = cellsOf(place.row)[place.col]!.text
    if (place.col > 0) return <TextEditor label={name} text={typed ?? text} isNumber={COLUMNS[place.col]!.isNumber} maxLength={60} onCommit={commit} onCancel={cancel} />
    return <CodePicker label={name} options={COUNTRIES} code={COUNTRIES.find((option) => option.name === text)?.id ?? ''} typed={typed} none={words.none} onCommit={commit} onCancel={cancel} />
  }
  const nothing = () => undefined
  const shared = { label: words.grid_label, help: words.grid_help, rowWord: words.grid_row, columns: COLUMNS, cellsOf, editor, onClear: nothing, onCopy: () => '', onPaste: nothing, onUndo: nothing, onRedo: nothing, onRemove: nothing, onFillDown: nothing }
  return (
    <Part name="grid" title={words.grid} lede={words.grid_words}>
      <Grid {...shared} rows={rows.length + 1} hasNew isReadOnly={false} onCommit={put} />
      <p className="quiet small">{words.read_only}</p>
      <Grid {...shared} label={words.read_only} rows={2} isReadOnly onCommit={nothing} />
      <ScrollBox label={words.heat}>
        <table className="grid">
          <thead><tr><th scope="col" className="pin pin-edge">{words.citizenship}</th>{[1, 2, 3, 4].map((month) => <th key={month} scope="col" className="num">{words.month} {month}</th>)}<th scope="col" className="num first">{words.total}</th></tr></thead>
          <tbody>{HEAT.map(([code, steps]) => <tr key={code}><th scope="row" className="pin pin-edge">{words[code]}</th>{steps.map((step, at) => <td key={at} className="num" data-seq={step}>{step * 131}</td>)}<td className="num first is-total">{steps.reduce((sum, step) => sum + step * 131, 0)}</td></tr>)}</tbody>
          <tfoot><tr className="total"><th scope="row" className="pin pin-edge">{words.LKA}</th><td className="num" data-state="hidden">c</td><td className="num" data-state="missing">–</td><td className="num">0</td><td className="num">131</td><td className="num first">131</td></tr></tfoot>
        </table>
      </ScrollBox>
    </Part>
  )
}
