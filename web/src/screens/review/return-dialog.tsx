import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { Refusal } from '../../api/refusal.ts'
import { renew } from '../../api/queries.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Note, Notes } from './notes.tsx'
import type { Report } from './report.tsx'
import { useKeyWords } from './use-key-words.ts'

/** Gives a report back to who wrote it, with a word on the whole and the comments on its figures. */
export function ReturnDialog({ id, data, notes, onClose }: { readonly id: string; readonly data: Report; readonly notes: Notes; readonly onClose: () => void }) {
  const { t } = useWords()
  const unit = useUnitName()
  const [words, setWords] = useState('')
  const give = useMutation({
    mutationFn: (sure: boolean) => call('reports', 'return', { params: { report: id }, body: { ...(sure && { sure }), ...(words.trim() === '' ? {} : { comment: words.trim() }), comments: notes.all.map((note) => ({ ...note })) } }),
    onSuccess: async () => {
      await renew('reports')
      await go({ to: '/review' })
    },
  })
  const isEmpty = words.trim() === '' && notes.all.length === 0
  return (
    <Dialog
      title={t('review.return_title', { unit: unit(data.rows[0]!.unit) })} onClose={onClose} onSubmit={() => { if (!isEmpty) give.mutate(false) }}
      actions={<><Button kind="primary" submit busy={give.isPending} disabled={isEmpty}>{t('review.return_do')}</Button><Button kind="quiet" onPress={onClose}>{t('review.cancel')}</Button></>}
    >
      <p>{t('review.return_words')}</p>
      {notes.all.length > 0 ? <ul className="rows">{notes.all.map((note) => <NoteRow key={`${note.dataflow} ${note.key}`} note={note} notes={notes} collection={data.rows[0]!.collection} />)}</ul> : null}
      <div className="field"><label htmlFor="return-words">{t('review.return_whole')}</label><textarea className="input" id="return-words" maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} /><p className="hint">{t(notes.all.length > 0 ? 'review.return_optional' : 'review.return_hint')}</p></div>
      {give.error ? <Notice kind="error"><div className="stack is-tight"><p>{sentenceOf(give.error, t)}</p>{give.error instanceof Refusal && give.error.code === 'report.comment_nominal' ? <div className="actions"><Button small onPress={() => give.mutate(true)}>{t('review.sure')}</Button></div> : null}</div></Notice> : null}
    </Dialog>
  )
}

function NoteRow({ note, notes, collection }: { readonly note: Note; readonly notes: Notes; readonly collection: string }) {
  const { t } = useWords()
  const { title } = useKeyWords(note.dataflow, collection)(note.key)
  return <li><div className="body"><strong>{title}</strong><p>{note.words}</p></div><Button small kind="quiet" icon="close" label={t('review.drop_comment', { figure: title })} onPress={() => notes.write(note, '')}>{null}</Button></li>
}
