import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords, type Words } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Refusal } from '../../api/refusal.ts'
import { Button } from '../../ui/button.tsx'
import { FILE_KINDS, type TakenFile } from './take-file.ts'
import { useState } from 'react'
import { hrefOf } from '../../api/address.ts'

const AGAIN_MS = 2_000
const isUnderWay = ({ task }: TakenFile): boolean => task.status === 'waiting' || task.status === 'running'

/** The reader's files of the last day, and those being made; nothing where there are none. */
export function YourFiles({ nameOf }: { readonly nameOf: (dataflow: string) => string }) {
  const { t } = useWords()
  const files = useQuery({ ...read('exports', 'list'), refetchInterval: ({ state }) => (state.data?.exports.some(isUnderWay) ? AGAIN_MS : false) })
  if (!files.data || files.data.exports.length === 0) return null
  return (
    <section aria-label={t('explore.files')}>
      <div className="section-head"><h2>{t('explore.files')}</h2><p>{t('explore.files_words')}</p></div>
      <ul className="rows card is-flush is-wrapping">{files.data.exports.map((file) => <File key={file.task.task} file={file} name={nameOf(file.dataflow)} />)}</ul>
    </section>
  )
}

function File({ file, name }: { readonly file: TakenFile; readonly name: string }) {
  const words = useWords()
  const { t } = words
  const [failed, setFailed] = useState<unknown>()
  const remove = () => void call('exports', 'remove', { params: { task: file.task.task } }).catch(setFailed).then(() => renew('exports'))
  const kind = FILE_KINDS.find((one) => one.kind === file.format)!.name
  return (
    <li>
      <span className={`mark${file.task.status === 'done' ? ' is-ok' : ''}`} aria-hidden="true"><span className="icon i-download" /></span>
      <div className="body">
        <strong>{name} <span className="code">{kind}</span></strong>
        <p>{failed ? sentenceOf(failed, t) : stateOf(file, words)}</p>
        {isUnderWay(file) ? <progress aria-label={t('explore.taking')} /> : null}
      </div>
      <div className="row">
        {file.task.status === 'done' ? <a className="btn is-small" href={hrefOf('exports', 'file', { params: { task: file.task.task } })} download>{t('explore.download')}</a> : null}
        <Button small kind="quiet" onPress={remove}>{t(isUnderWay(file) ? 'explore.give_up' : 'explore.remove_file')}</Button>
      </div>
    </li>
  )
}

function stateOf({ task, rows, bytes, made, expires }: TakenFile, { t, number, moment }: Words): string {
  switch (task.status) {
    case 'waiting':
      return t('explore.taking')
    case 'running':
      return task.done_rows > 0 ? t('explore.taking_rows', { rows: number(task.done_rows) }) : t('explore.taking')
    case 'done':
      return t('explore.file_words', { rows: number(rows ?? 0), size: sizeOf(bytes ?? 0, number), made: moment(made), expires: moment(expires) })
    case 'failed':
      return `${t('explore.take_failed')} ${sentenceOf(new Refusal(500, task.problem ?? {}), t)}`
    case 'cancelled':
      return t('explore.given_up')
  }
}

const sizeOf = (bytes: number, number: Words['number']): string => (bytes < 1_000_000 ? `${number(Math.max(1, Math.round(bytes / 1000)))} kB` : `${number(Math.round(bytes / 100_000) / 10)} MB`)
