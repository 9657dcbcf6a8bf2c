import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useKeyWords } from './use-key-words.ts'

export type Place = { readonly dataflow: string; readonly key: string }
export type Note = Place & { readonly words: string }
export type Notes = {
  readonly all: readonly Note[]
  readonly of: (place: Place) => string | undefined
  readonly write: (place: Place, words: string) => void
  /** The place that a comment is being written on. */
  readonly open: Place | undefined
  readonly ask: (place: Place | undefined) => void
}

const same = (a: Place, b: Place): boolean => a.dataflow === b.dataflow && a.key === b.key

/** Comments on figures that go with a return; nothing is sent before it. */
export function useNotes(): Notes {
  const [all, setAll] = useState<readonly Note[]>([])
  const [open, ask] = useState<Place>()
  return {
    all, open, ask,
    of: (place) => all.find((note) => same(note, place))?.words,
    write: (place, words) => setAll([...all.filter((note) => !same(note, place)), ...(words.trim() === '' ? [] : [{ ...place, words: words.trim() }])]),
  }
}

/** The button beside a figure; drawn as pressed where there is a comment already. */
export function NoteButton({ notes, place, of }: { readonly notes: Notes; readonly place: Place; readonly of: string }) {
  const { t } = useWords()
  return <Button small kind="quiet" icon="ask" label={t('review.comment_on', { figure: of })} pressed={notes.of(place) !== undefined} onPress={() => notes.ask(place)}>{null}</Button>
}

export function NoteDialog({ notes, collection }: { readonly notes: Notes; readonly collection: string }) {
  const { t } = useWords()
  const place = notes.open!
  const { title, detail } = useKeyWords(place.dataflow, collection)(place.key)
  const [words, setWords] = useState(notes.of(place) ?? '')
  const close = () => notes.ask(undefined)
  const keep = () => {
    notes.write(place, words)
    close()
  }
  return (
    <Dialog title={t('review.comment')} onClose={close} onSubmit={keep} actions={<><Button kind="primary" submit>{t('review.keep_comment')}</Button><Button kind="quiet" onPress={close}>{t('review.cancel')}</Button></>}>
      <p><strong>{title}</strong><br /><span className="small muted">{detail}</span></p>
      <div className="field"><label htmlFor="note">{t('review.comment_words')}</label><textarea className="input" id="note" maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} /><p className="hint">{t('review.comment_hint')}</p></div>
    </Dialog>
  )
}
