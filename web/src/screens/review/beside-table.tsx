import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import type { Choices } from './choices.ts'
import { countedUnder, type Rule } from './counted.ts'
import { inGroups } from './key-words.ts'
import { NoteButton, type Notes } from './notes.tsx'
import { useBesidePages, type Beside } from './use-beside.ts'
import { useKeyWords } from './use-key-words.ts'

type Row = Beside['rows'][number]

type Shown = { readonly dataflow: string; readonly collection: string; readonly rule: Rule; readonly choices: Choices; readonly national: boolean; readonly unit: (code: string) => string; readonly notes: Notes }

/** The figures of one section as units report them, page after page to the last. */
export function BesidePages({ id, only, ...shown }: Shown & { readonly id: string; readonly only: boolean }) {
  const { t, number } = useWords()
  const asked = useBesidePages(id, shown.dataflow, only)
  const [first] = asked.data?.pages ?? []
  const rows = asked.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Loaded of={{ ...asked, data: first }}>{(page) => (
      <>
        <BesideTable {...shown} beside={{ ...page, rows }} />
        <p className="row small muted">{t('review.beside_counts', { shown: number(rows.length), all: number(page.keys), overlapping: number(page.overlapping) })}{asked.hasNextPage ? <Button small busy={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>{t('review.more')}</Button> : null}</p>
      </>
    )}</Loaded>
  )
}

/** One row a figure, one column a unit; an overlap that is not decided yet is marked, with a word. */
function BesideTable({ dataflow, collection, beside, rule, choices, national, unit, notes }: Shown & { readonly beside: Beside }) {
  const { t, number } = useWords()
  const words = useKeyWords(dataflow, collection)
  const columns = beside.reports.length + (national ? 1 : 4)
  return (
    <ScrollBox tall label={t('review.beside_table')}>
      <table className="grid diff">
        <thead><tr><th className="pin pin-edge" scope="col">{t('review.figure')}</th>{beside.reports.map((one) => <th className="num" scope="col" key={one.report}>{unit(one.unit)}</th>)}{national ? null : <><th className="first" scope="col">{t('review.which')}</th><th className="num first" scope="col">{t('review.national')}</th><th className="num" scope="col">{t('review.before_current')}</th></>}<th scope="col"><span className="visually-hidden">{t('review.comment')}</span></th></tr></thead>
        {inGroups(beside.rows, words).map(({ group, rows }, at) => (
          <tbody key={at}>
            <tr className="group"><th scope="rowgroup" colSpan={columns + 1}>{group}</th></tr>
            {rows.map((row) => {
              const choice = choices.of({ dataflow, key: row.key })
              const given = row.figures.map(({ report, value }) => ({ unit: unitOf(beside, report), value }))
              return (
                <tr key={row.key}>
                  <th className="pin pin-edge" scope="row">{row.words.title}<br /><span className="quiet">{row.words.period}</span></th>
                  {beside.reports.map((one) => <UnitFigure key={one.report} figure={row.figures.find(({ report }) => report === one.report)} />)}
                  {national ? null : (
                    <>
                      <td className="first">{given.length > 1 ? <Which figure={row.words.title} units={given.map((one) => one.unit)} unit={unit} value={choice} onChange={(counts) => choices.choose({ dataflow, key: row.key }, counts)} /> : <span className="quiet">{t('review.one_source')}</span>}</td>
                      <Counted counted={countedUnder(rule, given, choice)} />
                      <td className="num sub">{row.now === undefined || row.now === null ? <><span aria-hidden="true">–</span><span className="visually-hidden">{t('review.no_figure')}</span></> : number(row.now)}</td>
                    </>
                  )}
                  <td><NoteButton notes={notes} place={{ dataflow, key: row.key }} of={row.words.title} /></td>
                </tr>
              )
            })}
          </tbody>
        ))}
      </table>
    </ScrollBox>
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
