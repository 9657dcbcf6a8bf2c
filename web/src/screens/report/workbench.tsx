import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import type { GridHandle } from '../../ui/grid.tsx'
import { columnsOf, fixedOf, usedDimensions } from './columns.ts'
import { Declarations } from './declarations.tsx'
import { useFindingKeys } from './finding-keys.ts'
import { FindingsPanel } from './findings-panel.tsx'
import { gather, markedColumn, openItems, type Comment, type Found, type Item } from './findings.ts'
import type { Lexicon } from './lexicon.ts'
import type { Metadata, Shown } from './metadata.ts'
import { useSheetActions } from './sheet-actions.ts'
import { SheetToolbar } from './sheet-toolbar.tsx'
import { SheetGrid } from './sheet-grid.tsx'
import { SubmitBar } from './submit-bar.tsx'
import { useCheck } from './use-check.ts'
import { isWhole, type SheetRow } from './sheet.ts'
import type { Fix } from './fixes.ts'
import { keysOf, useCompare, useLast } from './use-last.ts'
import { LARGE, type LoadedRows } from './use-rows.ts'
import { useSheet } from './use-sheet.ts'

type WorkbenchProps = {
  readonly report: Shown
  readonly meta: Metadata
  readonly lexicon: Lexicon
  readonly data: LoadedRows
  readonly comments: readonly Comment[]
  readonly canEdit: boolean
  readonly onReload: () => void
  /** Shows the rows that hold these codes alone; for what is not on this page. */
  readonly onSearch: (where: readonly string[]) => void
}

/** Cells that hold no number: the server keeps what was written there, and gives the row without it. They are empty here until they are written anew. */
function unreadable(findings: readonly (Found & { readonly dataflow: string })[], meta: Metadata, lexicon: Lexicon, rows: readonly SheetRow[]): readonly Found[] {
  const kinds = new Set(meta.collection.rules.filter((rule) => rule.kind === 'readable').map((rule) => rule.id))
  const blank = new Set(rows.flatMap((row) => (row.origin === null ? [] : (['OBS_VALUE', 'N_OBS'] as const).filter((column) => row.cells[column] === '').map((column) => `${row.origin} ${column}`))))
  return findings.filter((one) => kinds.has(one.rule) && one.dataflow === lexicon.flow.id && blank.has(`${one.key} ${one.column}`))
}

/** A cell that holds something unreadable is not empty as well. */
const withUnreadable = (here: readonly Found[], there: readonly Found[]): readonly Found[] =>
  [...here.filter((one) => one.outcome !== 'missing' || !there.some(({ key, column }) => key === one.key && column === one.column)), ...there]

/** The grid, what is to be looked at, and the bar that submits: of the same rows. */
export function Workbench({ report, meta, lexicon, data, comments, canEdit, onReload, onSearch }: WorkbenchProps) {
  const { t, language, period } = useWords()
  const { flow } = lexicon
  const head = report.rows[0]!
  const section = report.sections.find((one) => one.dataflow === flow.id)
  const sheet = useSheet({ report: head.report, flow, data, onOthers: onReload })
  const [opened, setOpened] = useState<readonly string[]>([])
  const [typing, setTyping] = useState<number | null>(null)
  const grid = useRef<GridHandle>(null)

  const shown = useMemo(() => {
    const first = data.rows.length === 0 ? flow.dimensions.find((d) => d.role === 'optional')?.id : undefined
    const used = new Set([...usedDimensions(flow, data.rows), ...usedDimensions(flow, sheet.rows), ...opened, first])
    return flow.dimensions.map((d) => d.id).filter((id) => used.has(id)).join(' ')
  }, [flow, data.rows, opened, sheet.rows])
  const { member, freq, from, to } = head
  const fixed = useMemo(() => fixedOf(flow, member, { freq, from, to }, shown.split(' ')), [flow, member, freq, from, to, shown])
  const last = useLast(report, data.isLarge && data.total > LARGE ? undefined : flow)
  const before = last?.period
  const columns = useMemo(
    () => columnsOf(lexicon, fixed, { value: t('report.value'), status: t('report.status'), comment: t('report.comment'), observations: t('report.observations'), change: t('report.change'), ...(before && { last: from === to ? period(before) : t('report.before') }) }),
    [lexicon, fixed, t, period, before, from, to],
  )

  const open = (id: string) => setOpened((before) => [...before, id])
  const compare = useCompare(sheet.rows, last, flow, head)
  const lastKeys = useMemo(() => keysOf(data.isLarge ? null : last, head.from), [data.isLarge, last, head.from])
  const started = useRef<number>(undefined)
  const actions = useSheetActions({ lexicon, fixed, columns, sheet, onOpen: open, lastKeys, onStart: (row) => { started.current = row } })

  const server = useQuery({ ...read('reports', 'findings', { params: { report: head.report }, query: { language } }) })
  const here = useCheck(data.isLarge ? undefined : sheet.rows, lexicon, meta, { report, section })
  const found = useMemo(
    (): readonly Found[] | undefined => (data.isLarge ? server.data?.findings.filter((one) => one.dataflow === flow.id) : here && withUnreadable(here, unreadable(server.data?.findings ?? [], meta, lexicon, sheet.rows))),
    [data.isLarge, server.data, here, flow.id, lexicon, meta, sheet.rows],
  )
  const items = useMemo(() => gather({
    rows: sheet.rows, lexicon, typing, comments: comments.filter((comment) => comment.dataflow === flow.id), found: found ?? [],
    open: canEdit ? openItems(sheet.rows, lexicon, typing, {
      unknown: (column, word) => t('report.unknown_word', { word, column: columns.find((c) => c.id === column)?.name ?? column }),
      blank: (count) => t('report.blank', { count }),
      missing: (column) => t('report.code_missing', { column: columns.find((c) => c.id === column)?.name ?? column }),
    }) : [],
  }), [sheet.rows, lexicon, typing, comments, found, canEdit, columns, flow.id, t])

  const typed = typing === null ? undefined : sheet.rows[typing]
  const isUnfinished = typed !== undefined && Object.keys(typed.words).length === 0 && !isWhole(flow, typed)

  const mend = (item: Item, fix: Fix) => {
    actions.mend(item, fix)
    goTo(item)
  }
  const goTo = (item: Item) => {
    if (item.row !== undefined) return grid.current?.goTo(item.row, Math.max(0, columns.findIndex((column) => column.id === markedColumn(item, columns.map((c) => c.id)))))
    const parts = item.key.split('.')
    if (data.isLarge && parts.length === flow.dimensions.length) onSearch(flow.dimensions.map((d, at) => `${d.id}=${parts[at]}`))
  }

  const beside = useFindingKeys(items, goTo)
  const isEmpty = canEdit && data.rows.length === 0 && sheet.rows.length === 0
  const isKnown = last !== undefined
  useEffect(() => {
    if (!isEmpty || !isKnown || (document.activeElement && document.activeElement !== document.body)) return
    // Typing begins at once: at the offer of last month's rows where there is one, else in the first cell.
    const offer = beside.current?.parentElement?.querySelector<HTMLElement>('.toolbar > .btn.is-primary')
    if (offer) offer.focus()
    else grid.current?.goTo(0, 0)
  }, [isEmpty, isKnown, beside])

  useEffect(() => {
    if (started.current === undefined || sheet.rows.length <= started.current) return
    grid.current?.goTo(started.current, columns.findIndex((column) => column.id === 'OBS_VALUE'))
    started.current = undefined
  }, [sheet.rows.length, columns])

  useEffect(() => {
    if (sheet.save.is === 'refused' && sheet.save.refusal.code === 'report.status') void renew('reports').then(onReload)
  }, [sheet.save, onReload])

  return (
    <>
      {sheet.save.is === 'refused' ? <Notice kind="error"><div className="stack is-tight"><p>{t('report.not_saved', { sentence: sheet.save.refusal.message })}</p><div className="actions"><button type="button" className="btn is-small" onClick={onReload}>{t('report.read_again')}</button></div></div></Notice> : null}
      {sheet.overtaken.length > 0 ? <Notice kind="warn"><p>{t('report.overtaken', { count: sheet.overtaken.length })}</p></Notice> : null}
      {canEdit ? <SheetToolbar report={head.report} lexicon={lexicon} fixed={fixed} sheet={sheet} columns={columns} actions={actions} grid={grid} onOpen={open} last={last ? period(last.period) : undefined} /> : null}
      <div className="split is-report" ref={beside}>
        <SheetGrid lexicon={lexicon} fixed={fixed} columns={columns} sheet={sheet} actions={actions} items={items} first={data.first} canEdit={canEdit} onRow={setTyping} grid={grid} compare={compare} />
        <FindingsPanel report={head.report} dataflow={flow.id} items={items} canAnswer={canEdit} isChecking={found === undefined} total={data.isLarge && server.data ? { errors: section?.errors ?? 0, warnings: section?.warnings ?? 0, checked: section?.checked ?? true } : undefined} columns={columns} lexicon={lexicon} onGo={goTo} onMend={mend} first={data.first} />
      </div>
      {section ? <Declarations report={head.report} dataflow={flow.id} declarations={section.declarations} collection={meta.collection} canEdit={canEdit} /> : null}
      <SubmitBar report={report} dataflow={flow.id} meta={meta} items={items} sheet={sheet} canEdit={canEdit} isWaiting={isUnfinished || found === undefined} rows={sheet.rows.length} isLarge={data.isLarge} unanswered={server.data?.unanswered ?? 0} onGo={goTo} />
    </>
  )
}
