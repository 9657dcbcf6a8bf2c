import '../../look/grid.css'
import { useLayoutEffect, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Spacer, useRowsInSight } from '../../ui/rows-in-sight.tsx'
import type { Names } from './names.ts'
import { sortRows, type Cell, type Grid, type Row } from './shape.ts'
import { TIME } from './view.ts'

/** From so many rows, or cells, on only those in sight are drawn. */
const MANY_ROWS = 200
const MANY_CELLS = 6000

type Sort = { readonly by: number; readonly descending: boolean }

/** Figures as a table that can be sorted by any column. A dash: nothing was reported. Never a 0 that nobody reported. */
export function Table({ grid, names, label, differ, isPartial }: { readonly grid: Grid; readonly names: Names; readonly label: string; /** States that count differently. */ readonly differ: ReadonlySet<string>; /** Not every state reported all of it. */ readonly isPartial: boolean }) {
  const { t } = useWords()
  const [sort, setSort] = useState<Sort>({ by: -1, descending: false })
  const nameOf = (row: Row, place: number) => (grid.dimensions[place] === undefined ? t('explore.all') : names.code(grid.dimensions[place], row.codes[place]!))
  const rows = sortRows(grid.rows, sort.by < grid.columns.length ? sort.by : -1, sort.descending, (row, place) => (grid.dimensions[place] === TIME ? row.codes[place]! : nameOf(row, place)))
  const isLong = rows.length >= MANY_ROWS || rows.length * grid.columns.length > MANY_CELLS
  const { box, shown, above, below, measure } = useRowsInSight(rows.length, isLong)
  const newest = grid.across === TIME ? grid.columns.at(-1) : undefined
  useLayoutEffect(() => { if (newest !== undefined) toEnd(box.current) }, [box, newest])
  const heads = grid.dimensions.length > 0 ? grid.dimensions.map((id) => names.dimension(id)) : [t('explore.rows')]
  const columns = grid.across === undefined ? [t('explore.figure')] : grid.columns.map((code) => names.code(grid.across!, code))
  const turn = (by: number) => setSort({ by, descending: sort.by === by ? !sort.descending : by >= 0 })
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard (WCAG 2.1.1) */}
      <section className="grid-wrap is-tall" tabIndex={0} aria-label={label} ref={box}>
        <table className="grid" aria-rowcount={rows.length + 1}>
          <thead><tr aria-rowindex={1}>
            <th className={`pin pin-edge names${heads.length > 1 ? ' is-long' : ''}`} scope="col" aria-sort={sort.by < 0 ? wayOf(sort) : undefined}>{heads.map((head, at) => <Sorter key={head} sort={sort} by={-at - 1} onPress={turn}>{head}</Sorter>)}</th>
            {columns.map((name, at) => <th key={grid.columns[at]} className="num" scope="col" aria-sort={sort.by === at ? wayOf(sort) : undefined}><Sorter sort={sort} by={at} onPress={turn}>{name}</Sorter>{grid.across === 'REF_AREA' && differ.has(grid.columns[at]!) ? <> <Differs /></> : null}</th>)}
          </tr></thead>
          <tbody>
            <Spacer height={above} />
            {shown.map((at) => (
              <tr key={rows[at]!.codes.join('|')} aria-rowindex={at + 2} data-index={at} ref={measure}>
                <th className="pin pin-edge names" scope="row">{heads.map((_, place) => nameOf(rows[at]!, place)).join(' · ')}{rows[at]!.codes.some((code, place) => grid.dimensions[place] === 'REF_AREA' && differ.has(code)) ? <> <Differs /></> : null}</th>
                {rows[at]!.cells.map((cell, column) => <Figure key={grid.columns[column]} cell={cell} />)}
              </tr>
            ))}
            <Spacer height={below} />
          </tbody>
        </table>
      </section>
      <div className="key"><span><i>–</i>{t('explore.key_missing')}</span>{differ.size > 0 ? <span><span className="neq" aria-hidden="true" />{t('explore.key_differs')}</span> : null}{isPartial && grid.across !== TIME && !grid.dimensions.includes(TIME) ? <span>{t('explore.key_not_full')}</span> : null}<span>{t('explore.row_count', { count: rows.length })}</span></div>
    </>
  )
}

const wayOf = (sort: Sort) => (sort.descending ? 'descending' : 'ascending')

function Differs() {
  const { t } = useWords()
  return <><span className="neq" aria-hidden="true" /><span className="visually-hidden">{t('explore.counts_differently')}</span></>
}

function Sorter({ sort, by, onPress, children }: { readonly sort: Sort; readonly by: number; readonly onPress: (by: number) => void; readonly children: string }) {
  return <button type="button" className="sort" data-way={sort.by === by ? wayOf(sort) : undefined} onClick={() => onPress(by)}>{children}</button>
}

function Figure({ cell }: { readonly cell: Cell }) {
  const { t, number } = useWords()
  if (cell === undefined) return <td className="num" data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('explore.not_reported')}</span></td>
  if (cell === null) return <td className="num quiet">{t('explore.not_available')}</td>
  return <td className="num">{number(cell)}</td>
}

/** Over time a table opens at its newest column. */
function toEnd(box: HTMLElement | null): void {
  if (!box) return
  box.scrollLeft = (getComputedStyle(box).direction === 'rtl' ? -1 : 1) * box.scrollWidth
}
