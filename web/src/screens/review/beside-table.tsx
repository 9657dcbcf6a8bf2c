import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import type { Choices } from './choices.ts'
import { countedUnder, type Rule } from './counted.ts'
import { NoteButton, type Notes } from './notes.tsx'
import { useKeyWords } from './use-key-words.ts'

export type Beside = AnswerOf<'reports', 'beside'>
type Row = Beside['rows'][number]

export type BesideTableProps = { readonly dataflow: string; readonly collection: string; readonly beside: Beside; readonly rule: Rule; readonly choices: Choices; readonly national: boolean; readonly unit: (code: string) => string; readonly notes: Notes }

/** One row a figure, one column a unit; an overlap that is not decided yet is marked, with a word. */
export function BesideTable({ dataflow, collection, beside, rule, choices, national, unit, notes }: BesideTableProps) {
  const { t, number } = useWords()
  const words = useKeyWords(dataflow, collection)
  return (
    <>
      <ScrollBox tall label={t('review.beside_table')}>
        <table className="grid diff">
          <thead><tr><th className="pin pin-edge" scope="col">{t('review.figure')}</th>{beside.reports.map((one) => <th className="num" scope="col" key={one.report}>{unit(one.unit)}</th>)}{national ? null : <><th className="first" scope="col">{t('review.which')}</th><th className="num first" scope="col">{t('review.national')}</th></>}<th scope="col"><span className="visually-hidden">{t('review.comment')}</span></th></tr></thead>
          <tbody>
            {beside.rows.map((row) => {
              const { title, detail } = words(row.key)
              return (
                <tr key={row.key}>
                  <th className="pin pin-edge" scope="row">{title}<br /><span className="quiet">{detail}</span></th>
                  {beside.reports.map((one) => <UnitFigure key={one.report} figure={row.figures.find(({ report }) => report === one.report)} />)}
                  {national ? null : <><td className="first">{row.figures.length > 1 ? <Which figure={title} units={row.figures.map(({ report }) => unitOf(beside, report))} unit={unit} value={choices.of({ dataflow, key: row.key })} onChange={(counts) => choices.choose({ dataflow, key: row.key }, counts)} /> : <span className="quiet">{t('review.one_source')}</span>}</td><Counted counted={countedUnder(rule, row.figures.map(({ report, value }) => ({ unit: unitOf(beside, report), value })), choices.of({ dataflow, key: row.key }))} /></>}
                  <td><NoteButton notes={notes} place={{ dataflow, key: row.key }} of={title} /></td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
      <p className="small muted">{t('review.beside_counts', { shown: number(beside.rows.length), all: number(beside.keys), overlapping: number(beside.overlapping) })}</p>
    </>
  )
}

function UnitFigure({ figure }: { readonly figure: Row['figures'][number] | undefined }) {
  const { t, number } = useWords()
  if (figure === undefined || figure.value === null) return <td className="num" data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('review.not_reported')}</span></td>
  return <td className="num">{number(figure.value)}</td>
}

const unitOf = (beside: Beside, report: string): string => beside.reports.find((one) => one.report === report)!.unit

type WhichProps = { readonly figure: string; readonly units: readonly string[]; readonly unit: (code: string) => string; readonly value: string | undefined; readonly onChange: (counts: string | undefined) => void }

/** What counts for this one figure, where it is not what counts for all. */
function Which({ figure, units, unit, value, onChange }: WhichProps) {
  const { t } = useWords()
  return (
    <select className="input is-auto" aria-label={t('review.which_of', { figure })} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
      <option value="">{t('review.as_all')}</option><option value="sum">{t('review.sum')}</option>{[...new Set(units)].map((code) => <option key={code} value={code}>{unit(code)}</option>)}
    </select>
  )
}

function Counted({ counted }: { readonly counted: number | null | 'open' }) {
  const { t, number } = useWords()
  if (counted === 'open') return <td className="num first" data-state="warn">{t('review.to_decide')}</td>
  return <td className="num first is-total">{counted === null ? '–' : number(counted)}</td>
}
