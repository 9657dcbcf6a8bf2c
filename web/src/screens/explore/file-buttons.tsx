import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { read, renew } from '../../api/queries.ts'
import type { Task } from '../../api/task.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { FILE_KINDS, takeFile, type FileKind, type FileOrder } from './take-file.ts'

/** A file of each kind, made by the server however many rows it has; and the way to those that were made before. */
export function FileButtons({ order }: { readonly order: Omit<FileOrder, 'format'> }) {
  const { t, number } = useWords()
  const [busy, setBusy] = useState<{ readonly kind: FileKind; readonly task?: Task }>()
  const [failed, setFailed] = useState<unknown>()
  const files = useQuery(read('exports', 'list'))
  const gone = useRef(new AbortController())
  useEffect(() => {
    const { current } = gone
    return () => current.abort()
  }, [])
  const take = async (kind: FileKind) => {
    setFailed(undefined)
    setBusy({ kind })
    const { signal } = gone.current
    await takeFile({ ...order, format: kind }, (task) => setBusy({ kind, task }), signal).catch((error: unknown) => { if (!signal.aborted) setFailed(error) })
    setBusy(undefined)
    void renew('exports')
  }
  const rows = busy?.task?.done_rows ?? 0
  return (
    <>
      {FILE_KINDS.map(({ kind, name }) => (
        <button key={kind} type="button" onClick={() => void (busy ?? take(kind))} aria-busy={busy?.kind === kind || undefined}>
          <b>{name}</b><span>{busy?.kind !== kind ? t(`explore.${kind}`) : rows > 0 ? t('explore.taking_rows', { rows: number(rows) }) : t('explore.taking')}</span>
        </button>
      ))}
      {failed ? <p role="alert">{t('explore.take_failed')} {sentenceOf(failed, t)}</p> : null}
      <output>{busy ? t('explore.may_leave') : ''}</output>
      {files.data && files.data.exports.length > 0 ? <Link to="/explore">{t('explore.your_files', { count: files.data.exports.length })}</Link> : null}
    </>
  )
}
