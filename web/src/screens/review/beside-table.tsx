import { useMemo } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { Spacer, useRowsInSight } from '../../ui/rows-in-sight.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import type { Choices } from './choices.ts'
import { countedUnder, type Rule } from './counted.ts'
import { inLines, type KeyWords } from './key-words.ts'
import { NoteButton, type Notes } from './notes.tsx'
import { useBesidePages, type Beside } from './use-beside.ts'
import { useKeyWords } from './use-key-words.ts'

type Row = Beside['rows'][number]

type Shown = { readonly dataflow: string; readonly collection: string; readonly rule: Rule; readonly choices: Choices; readonly national: boolean; readonly unit: (code: string) => string; readonly notes: Notes }

/** The figures of one section as units report them, page after page to the last. */
export function BesidePages({ id, only, ...shown }: Shown & { readonly id: string; readonly only: boolean }) {
  const { t, number } = useWords()
  const asked = useBesidePages(id, shown.dataflow, only)
  const pages = asked.data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages])
  return (
    <Loaded of={{ ...asked, data: asked.data?.pages[0] }}>{(page) => (
      <>
        <BesideTable {...shown} beside={{ ...page, rows }} />
        <p className="row small muted">{t('review.beside_counts', { shown: number(rows.length), all: number(page.keys), overlapping: number(page.overlapping) })}{asked.hasNextPage ? <Button small busy={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>{t('review.more')}</Button> : null}</p>
      </>
    )}</Loaded>
  )
}

/** From so many lines on only those in sight are drawn. */
const MANY = 200

/** One row a figure, one column a unit; an overlap that is not decided yet is marked, with a word. */
function BesideTable({ beside, ...shown }: Shown & { readonly beside: Beside }) {
  const { t } = useWords()
  const { dataflow, collection, national, unit } = shown
  const words = useKeyWords(dataflow, collection)
  const lines = useMemo(() => inLines(beside.rows, words), [beside.rows, words])
  const { box, shown: inSight, above, below, measure } = useRowsInSight(lines.length, lines.length > MANY)
  const columns = beside.reports.length + (national ? 2 : 5)
  return (
    <ScrollBox tall label={t('review.beside_table')} ref={box}>
      <table className="grid diff" aria-rowcount={lines.length + 1}>
        <thead><tr aria-rowindex={1}><th className="pin pin-edge" scope="col">{t('review.figure')}</th>{beside.reports.map((one) => <th className="num" scope="col" key={one.report}>{unit(one.unit)}</th>)}{national ? null : <><th className="first" scope="col">{t('review.which')}</th><th className="num first" scope="col">{t('review.national')}</th><th className="num" scope="col">{t('review.before_current')}</th></>}<th scope="col"><span className="visually-hidden">{t('review.comment')}</span></th></tr></thead>
        <tbody>
          <Spacer height={above} />
          {inSight.map((at) => {
            const line = lines[at]!
            const place = { 'aria-rowindex': at + 2, 'data-index': at, ref: measure }
            return 'group' in line ? <tr key={at} className="group" {...place}><th scope="row" colSpan={columns}>{line.group}</th></tr>
              : <tr key={line.row.key} {...place}><BesideRow {...shown} row={line.row} reports={beside.reports} /></tr>
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </ScrollBox>
  )
}

function BesideRow({ row, reports, dataflow, rule, choices, national, unit, notes }: Shown & { readonly row: Row & { readonly words: KeyWords }; readonly reports: Beside['reports'] }) {
  const { t, number } = useWords()
  const choice = choices.of({ dataflow, key: row.key })
  const given = row.figures.map(({ report, value }) => ({ unit: unitOf(reports, report), value }))
  return (
    <>
      <th className="pin pin-edge" scope="row">{row.words.title}<br /><span className="quiet">{row.words.period}</span></th>
      {reports.map((one) => <UnitFigure key={one.report} figure={row.figures.find(({ report }) => report === one.report)} />)}
      {national ? null : (
        <>
          <td className="first">{given.length > 1 ? <Which figure={row.words.title} units={given.map((one) => one.unit)} unit={unit} value={choice} onChange={(counts) => choices.choose({ dataflow, key: row.key }, counts)} /> : <span className="quiet">{t('review.one_source')}</span>}</td>
          <Counted counted={countedUnder(rule, given, choice)} />
          <td className="num sub">{row.now === undefined || row.now === null ? <><span aria-hidden="true">–</span><span className="visually-hidden">{t('review.no_figure')}</span></> : number(row.now)}</td>
        </>
      )}
      <td><NoteButton notes={notes} place={{ dataflow, key: row.key }} of={row.words.title} /></td>
    </>
  )
}

function UnitFigure({ figure }: { readonly figure: Row['figures'][number] | undefined }) {
  const { t, number } = useWords()
  if (figure === undefined || figure.value === null) return <td className="num" data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('review.not_reported')}</span></td>
  return <td className="num">{number(figure.value)}</td>
}

const unitOf = (reports: Beside['reports'], report: string): string => reports.find((one) => one.report === report)!.unit

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
