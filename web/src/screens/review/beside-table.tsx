import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { countedUnder, type Rule } from './counted.ts'
import { NoteButton, type Notes } from './notes.tsx'
import { useKeyWords } from './use-key-words.ts'

export type Beside = AnswerOf<'reports', 'beside'>
type Row = Beside['rows'][number]

export type BesideTableProps = { readonly dataflow: string; readonly collection: string; readonly beside: Beside; readonly rule: Rule; readonly national: boolean; readonly unit: (code: string) => string; readonly notes: Notes }

/** One row a figure, one column a unit; an overlap that is not decided yet is marked, with a word. */
export function BesideTable({ dataflow, collection, beside, rule, national, unit, notes }: BesideTableProps) {
  const { t, number } = useWords()
  const words = useKeyWords(dataflow, collection)
  return (
    <>
      <ScrollBox tall label={t('review.beside_table')}>
        <table className="grid diff">
          <thead><tr><th className="pin pin-edge" scope="col">{t('review.figure')}</th>{beside.reports.map((one) => <th className="num" scope="col" key={one.report}>{unit(one.unit)}</th>)}{national ? null : <th className="num first" scope="col">{t('review.national')}</th>}<th scope="col"><span className="visually-hidden">{t('review.comment')}</span></th></tr></thead>
          <tbody>
            {beside.rows.map((row) => {
              const { title, detail } = words(row.key)
              return (
                <tr key={row.key}>
                  <th className="pin pin-edge" scope="row">{title}<br /><span className="quiet">{detail}</span></th>
                  {beside.reports.map((one) => <UnitFigure key={one.report} figure={row.figures.find(({ report }) => report === one.report)} />)}
                  {national ? null : <Counted row={row} beside={beside} rule={rule} />}
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

function Counted({ row, beside, rule }: { readonly row: Row; readonly beside: Beside; readonly rule: Rule }) {
  const { t, number } = useWords()
  const counted = countedUnder(rule, row.figures.map(({ report, value }) => ({ unit: beside.reports.find((one) => one.report === report)!.unit, value })))
  if (counted === 'open') return <td className="num first" data-state="warn">{t('review.to_decide')}</td>
  return <td className="num first is-total">{counted === null ? '–' : number(counted)}</td>
}
