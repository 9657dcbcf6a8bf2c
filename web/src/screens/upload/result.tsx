import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Decided } from './assistant.tsx'
import type { Opened } from './opened.ts'
import { download, rejectsCsv } from './rejects.ts'
import { remember } from './remembered.ts'

export type UploadResult = { readonly report: string; readonly dataflow: string; readonly rows_read: number; readonly rows_taken: number; readonly rows_merged: number; readonly rows_rejected: number; readonly errors: number; readonly warnings: number }
type ResultProps = { readonly result: UploadResult; readonly opened: Opened; readonly decided: Decided; readonly person: Me; readonly onAgain: () => void }

/** What became of every row of the file, and the next step. */
export function Result({ result, opened, decided, person, onAgain }: ResultProps) {
  const { t, number } = useWords()
  const { report, dataflow, rows_read: read, rows_taken: taken, rows_merged: merged, rows_rejected: rejected, errors, warnings } = result
  const fetched = useMutation({
    mutationFn: () => rejectsCsv(report, dataflow, [t('upload.row'), t('upload.column'), t('upload.cell'), t('upload.reason')]),
    onSuccess: (csv) => download(`${report}-${dataflow}-${t('upload.rejects_file')}.csv`, csv),
  })
  return (
    <div className="stack result">
      <Notice kind={rejected > 0 || errors > 0 ? 'warn' : 'ok'}><div><p><strong>{t('upload.done', { report })}</strong></p><p>{t('upload.done_words', { errors, warnings })}</p></div></Notice>
      <section className="card">
        <h2>{t('upload.account')}</h2>
        <dl className="facts account">
          <dt>{t('upload.read')}</dt><dd className="num">{number(read)}</dd>
          <dt>{t('upload.taken')}</dt><dd className="num">{number(taken)}</dd>
          <dt>{t('upload.merged')}</dt><dd className="num">{number(merged)}</dd>
          <dt>{t('upload.rejected')}</dt><dd className="num">{number(rejected)}</dd>
        </dl>
        <p className="small muted">{t('upload.account_words')}</p>
        {rejected > 0 ? <p className="actions below"><Button icon="download" busy={fetched.isPending} onPress={() => fetched.mutate()}>{t('upload.rejects')}</Button></p> : null}
        {fetched.error ? <Notice kind="error">{sentenceOf(fetched.error, t)}</Notice> : null}
      </section>
      <p className="actions"><Link className="btn is-primary" to="/reports/$report" params={{ report }}>{t('upload.to_report')}</Link><Button onPress={onAgain}>{t('upload.other_file')}</Button></p>
      <Keep opened={opened} decided={decided} person={person} />
    </div>
  )
}

/** Keeps the mapping on this device under a name, for the next file of the kind. */
function Keep({ opened, decided, person }: { readonly opened: Opened; readonly decided: Decided; readonly person: Me }) {
  const { t } = useWords()
  const before = decided.start.startsWith('kept:') ? decided.start.slice(5) : ''
  const [name, setName] = useState(before || opened.file.name.replace(/\.[a-z]+$/i, '').slice(0, 60))
  const [kept, setKept] = useState(false)
  const keep = () => {
    remember(localStorage, person.member, opened.flow.id, { name: name.trim(), kept: new Date().toISOString(), mapping: decided.mapping })
    setKept(true)
  }
  return (
    <form className="card stack" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') keep() }}>
      <h2>{t('upload.keep')}</h2>
      <Field label={t('upload.keep_name')} hint={t('upload.keep_hint')} value={name} maxLength={60} onChange={(next) => { setName(next); setKept(false) }} />
      <p className="row"><Button submit disabled={name.trim() === ''}>{t('upload.keep_button')}</Button><output className="muted">{kept ? t('upload.kept') : ''}</output></p>
    </form>
  )
}
