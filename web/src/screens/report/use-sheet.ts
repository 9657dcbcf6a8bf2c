import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { call, Refusal } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'
import { deviceId } from './device.ts'
import { passOn, startHistory, type HistoryAct } from './history.ts'
import { absorb, desiredOf, editsBetween, isWhole, settle, type Edit, type Saved, type SheetRow } from './sheet.ts'
import type { LoadedRows } from './use-rows.ts'

export type SaveState =
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  /** The line is down; it is tried again. */
  | { readonly is: 'waiting' }
  | { readonly is: 'refused'; readonly refusal: Refusal }

export type Sheet = {
  readonly rows: readonly SheetRow[]
  readonly change: (make: (rows: readonly SheetRow[]) => readonly SheetRow[]) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly save: SaveState
  /** Sends what is not sent yet, and resolves when it is there. */
  readonly flush: () => Promise<void>
  /** Cells that somebody else had changed meanwhile; ours count. */
  readonly overtaken: readonly string[]
}

type Start = { readonly report: string; readonly flow: Dataflow; /** What the server has, as it was last read. */ readonly data: LoadedRows; /** Somebody else wrote in this report: read it again when there is nothing of ours to send. */ readonly onOthers: () => void }

const QUIET = 400
const AGAIN = 5_000
const AT_ONCE = 1_000

/** Rows that lack a code are not sent; they wait here while another page is shown. */
const unfinished = new Map<string, readonly SheetRow[]>()

const withUnfinished = (rows: readonly SheetRow[], waiting: readonly SheetRow[]): readonly SheetRow[] => {
  const again = new Map(waiting.filter((row) => row.origin !== null).map((row) => [row.origin, row]))
  const there = new Set(rows.map((row) => row.origin))
  return [...rows.map((row) => again.get(row.origin) ?? row), ...waiting.filter((row) => row.origin === null || !there.has(row.origin))]
}

/** The rows of a section being typed: with undo, and saved as one goes. */
export function useSheet({ report, flow, data, onOthers }: Start): Sheet {
  const place = `${report} ${flow.id}`
  const [history, pass] = useReducer(passOn, data.rows, (rows) => startHistory(withUnfinished(rows, unfinished.get(place) ?? [])))
  const [save, setSave] = useState<SaveState>({ is: 'saved' })
  const [overtaken, setOvertaken] = useState<readonly string[]>([])
  const rows = useRef(history.rows)
  const saved = useRef(data.saved)
  const seen = useRef(data.editNo)
  const read = useRef(data)
  const sending = useRef<Promise<void> | null>(null)
  const others = useRef(onOthers)
  useLayoutEffect(() => {
    rows.current = history.rows
    others.current = onOthers
  })

  const pending = useCallback((now = rows.current): readonly Edit[] => editsBetween(flow.id, saved.current, desiredOf(flow, now, saved.current)), [flow])

  const send = useCallback(async (): Promise<void> => {
    for (let edits = pending(); edits.length > 0; edits = pending()) {
      setSave({ is: 'saving' })
      const some = edits.slice(0, AT_ONCE)
      const desired = desiredOf(flow, rows.current, saved.current)
      const base = seen.current
      const answer = await call('reports', 'edit', { params: { report }, body: { base, device: deviceId(), edits: [...some] } })
      saved.current = applied(saved.current, desired, some)
      seen.current = answer.edit_no
      pass({ act: 'settle', make: (now) => settle(flow, now, saved.current) })
      if (answer.overtaken.length > 0) setOvertaken(answer.overtaken.map((cell) => cell.key))
      if (answer.edit_no !== base + some.length && pending().length === 0) others.current()
      void queryClient.invalidateQueries({ queryKey: ['reports', 'show'] })
      void queryClient.invalidateQueries({ queryKey: ['reports', 'findings'] })
    }
    setSave({ is: 'saved' })
  }, [flow, pending, report])

  const flush = useCallback(async (): Promise<void> => {
    while (sending.current) await sending.current.catch(() => undefined)
    if (pending().length === 0) return setSave((now) => (now.is === 'refused' ? now : { is: 'saved' }))
    sending.current = send().finally(() => { sending.current = null })
    await sending.current
  }, [pending, send])

  const tryFlush = useCallback(() => {
    flush().catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal(0, {})
      setSave(refusal.status === 0 || refusal.status >= 500 ? { is: 'waiting' } : { is: 'refused', refusal })
    })
  }, [flush])

  useEffect(() => {
    if (read.current === data) return
    read.current = data
    const before = saved.current
    saved.current = data.saved
    seen.current = data.editNo
    setSave({ is: 'saved' })
    pass({ act: 'absorb', make: (now) => absorb(flow, now, before, data.rows) })
  }, [data, flow])

  useEffect(() => {
    const written = history.rows
    const timer = setTimeout(() => { if (rows.current === written) tryFlush() }, QUIET)
    return () => clearTimeout(timer)
  }, [history.rows, tryFlush])

  useEffect(() => {
    if (save.is !== 'waiting') return
    const timer = setInterval(tryFlush, AGAIN)
    addEventListener('online', tryFlush)
    return () => {
      clearInterval(timer)
      removeEventListener('online', tryFlush)
    }
  }, [save.is, tryFlush])

  useEffect(() => {
    const open = () => rows.current.filter((row) => !isWhole(flow, row))
    const warn = (event: BeforeUnloadEvent) => { if (pending().length > 0 || open().length > 0) event.preventDefault() }
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
      unfinished.set(place, open())
      tryFlush()
    }
  }, [flow, pending, place, tryFlush])

  const write = useCallback((action: HistoryAct) => {
    pass(action)
    setSave((now) => (now.is === 'saved' ? { is: 'saving' } : now))
  }, [])

  return {
    rows: history.rows, save, overtaken, flush,
    change: useCallback((make) => write({ act: 'change', make }), [write]),
    undo: useCallback(() => write({ act: 'undo' }), [write]),
    redo: useCallback(() => write({ act: 'redo' }), [write]),
  }
}

/** What the server holds after it took some edits on the way to what was desired. */
function applied(saved: Saved, desired: Saved, edits: readonly Edit[]): Saved {
  const next = new Map(saved)
  for (const { key, column, value } of edits) {
    if (column === 'ROW' && value === null) next.delete(key)
    else if (column === 'ROW') next.set(key, desired.get(key)!)
    else next.set(key, { OBS_VALUE: '', N_OBS: '', OBS_STATUS: '', CONF_STATUS: '', COMMENT_OBS: '', ...next.get(key), [column]: value ?? '' })
  }
  // Cells that are whole on both sides are the same object, so that nothing has to be compared twice.
  for (const key of new Set(edits.map((edit) => edit.key))) {
    const [there, wanted] = [next.get(key), desired.get(key)]
    if (there && wanted && Object.entries(wanted).every(([column, text]) => there[column as keyof typeof there] === text)) next.set(key, wanted)
  }
  return next
}
