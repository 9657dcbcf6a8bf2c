import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import type { Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { longWork } from './reads.ts'

const isRunning = ({ status }: Task): boolean => status === 'waiting' || status === 'running'

/** Long work: how far it is, and what came of the last few. Asked for again only while something runs. */
export function WorkInProgress() {
  const { t } = useWords()
  const tasks = useQuery({ ...longWork, refetchInterval: ({ state }) => (state.data?.tasks.some(isRunning) ? 2000 : false) })
  const shown = [...(tasks.data?.tasks ?? [])].sort((a, b) => Number(isRunning(b)) - Number(isRunning(a))).slice(0, 3)
  if (shown.length === 0) return null
  return <section className="card"><h2>{t(shown.some(isRunning) ? 'home.work' : 'home.work_last')}</h2>{shown.map((task) => <Job key={task.task} task={task} />)}</section>
}

function Job({ task }: { readonly task: Task }) {
  const { t, moment } = useWords()
  const cancel = useMutation({ mutationFn: () => call('tasks', 'cancel', { params: { task: task.task } }), onSettled: () => renew('tasks') })
  const result = task.result as { readonly report?: string; readonly rows_taken?: number; readonly rows_merged?: number; readonly rows_rejected?: number } | null
  const title = t(`home.work_${task.kind}`)
  return (
    <div className="job">
      <div><strong>{title} {result?.report ? <span className="code quiet">{result.report}</span> : null}</strong><p>{cancel.error ? sentenceOf(cancel.error, t) : wordsOf(task, result, t)} <span className="quiet">{moment(task.ended ?? task.made)}</span></p></div>
      {isRunning(task) ? <Button small kind="quiet" busy={cancel.isPending} onPress={() => cancel.mutate()}>{t('home.work_cancel')}</Button> : result?.report ? <Link className="btn is-small is-quiet" to="/reports/$report" params={{ report: result.report }}>{t('home.work_open')}</Link> : null}
      {isRunning(task) ? <progress max={task.all_rows ?? undefined} value={task.all_rows ? task.done_rows : undefined} aria-label={title} /> : null}
    </div>
  )
}

function wordsOf(task: Task, result: { readonly rows_taken?: number; readonly rows_merged?: number; readonly rows_rejected?: number } | null, t: (id: string, values?: Record<string, string | number>) => string): string {
  if (isRunning(task)) return t('home.work_running', { rows: task.done_rows })
  if (task.status === 'failed') return String(task.problem?.['detail'] ?? task.problem?.['title'] ?? t('home.work_failed'))
  if (task.status === 'done' && result?.rows_taken !== undefined) return t('home.work_taken', { taken: result.rows_taken, merged: result.rows_merged ?? 0, rejected: result.rows_rejected ?? 0 })
  return t(`home.work_${task.status}`)
}
