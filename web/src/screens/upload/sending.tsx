import { useEffect, useRef, useState } from 'react'
import { call, Refusal } from '../../api/call.ts'
import { renew, type Me } from '../../api/queries.ts'
import { follow, type Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Decided } from './assistant.tsx'
import type { Opened } from './opened.ts'
import { Result, type UploadResult } from './result.tsx'
import { send } from './send.ts'

type Stage = { readonly kind: 'sending'; readonly share: number } | { readonly kind: 'working'; readonly task: Task } | { readonly kind: 'done'; readonly result: UploadResult } | { readonly kind: 'failed'; readonly error: unknown; readonly share: number } | { readonly kind: 'cancelled' }
type SendingProps = { readonly opened: Opened; readonly decided: Decided; readonly person: Me; readonly report: string | undefined; readonly unit: string | undefined; readonly onRetry: () => void; readonly onBack: () => void; readonly onAgain: () => void }

/** The file on its way: sent, then read on the server, where it goes on when the page is left. It can be cancelled at any moment. */
export function Sending({ opened, decided, person, report, unit, onRetry, onBack, onAgain }: SendingProps) {
  const { t, number } = useWords()
  const [stage, setStage] = useState<Stage>({ kind: 'sending', share: 0 })
  const stop = useRef<AbortController>(undefined)
  const isUnwanted = useRef(false)
  useEffect(() => {
    const control = new AbortController()
    stop.current = control
    let sent = 0
    const run = async () => {
      const query = { dataflow: opened.flow.id, ...(report ? { report } : {}), ...(unit && !report ? { unit } : {}) }
      const upload = await send(query, opened.file, decided.mapping, (share) => {
        sent = share
        setStage({ kind: 'sending', share })
      }, control.signal)
      const params = { task: upload.task }
      const task = await call('tasks', isUnwanted.current ? 'cancel' : 'show', { params }, { signal: control.signal })
      const ended = await follow(task, (now) => setStage({ kind: 'working', task: now }), control.signal)
      await renew('reports', 'tasks')
      setStage(ended.status === 'cancelled' ? { kind: 'cancelled' } : { kind: 'done', result: ended.result as UploadResult })
    }
    // One turn later, so that a page that is mounted, left and mounted again at once sends the file once.
    const begin = setTimeout(() => void run().catch((error: unknown) => setStage(control.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error, share: sent })))
    return () => {
      clearTimeout(begin)
      control.abort()
    }
  }, [opened, decided, report, unit])

  if (stage.kind === 'done') return <Result result={stage.result} opened={opened} decided={decided} person={person} onAgain={onAgain} />
  const refusal = stage.kind === 'failed' && stage.error instanceof Refusal ? stage.error : undefined
  const isLineDown = refusal?.status === 0
  const canRetry = stage.kind === 'cancelled' || isLineDown || (refusal !== undefined && refusal.status >= 500)
  if (stage.kind === 'failed' || stage.kind === 'cancelled') {
    return (
      <div className="stack choose">
        {stage.kind === 'failed' ? <Notice kind="error">{isLineDown ? t('upload.line_down', { share: number(Math.round(stage.share * 100)) }) : sentenceOf(stage.error, t)}</Notice> : <Notice>{t('upload.cancelled')}</Notice>}
        <p className="actions">{canRetry ? <Button kind="primary" onPress={onRetry}>{t('upload.again')}</Button> : null}<Button kind={canRetry ? undefined : 'primary'} onPress={onBack}>{t('upload.back')}</Button><Button onPress={onAgain}>{t('upload.other_file')}</Button></p>
      </div>
    )
  }
  const working = stage.kind === 'working' ? stage.task : undefined
  const cancel = () => {
    if (working) void call('tasks', 'cancel', { params: { task: working.task } }).catch(() => undefined)
    // Once all of it is on its way the server may have it already: then only its task can be cancelled.
    else if (stage.kind === 'sending' && stage.share < 1) stop.current?.abort()
    else isUnwanted.current = true
  }
  const words = working ? t('upload.working', { rows: number(working.done_rows), step: t(`upload.step_${['reading', 'checking', 'storing'].includes(working.step) ? working.step : 'waiting'}`) }) : t('upload.sending_words', { share: number(Math.round((stage.kind === 'sending' ? stage.share : 0) * 100)) })
  return (
    <div className="card choose">
      <div className="job">
        <div><strong><bdi>{opened.file.name}</bdi></strong><p><output>{words}</output></p></div>
        <Button small kind="quiet" onPress={cancel}>{t('upload.cancel')}</Button>
        {working ? <progress max={working.all_rows ?? undefined} value={working.all_rows ? working.done_rows : undefined} aria-label={t('upload.progress')} /> : <progress max={1} value={stage.kind === 'sending' ? stage.share : 1} aria-label={t('upload.progress')} />}
      </div>
      <p className="small muted">{t(working ? 'upload.may_leave' : 'upload.stay')}</p>
    </div>
  )
}
