import { useState } from 'react'
import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { AboutFigures } from './about-figures.tsx'
import { AboutFile } from './about-file.tsx'
import { Columns } from './columns.tsx'
import { Constants } from './constants.tsx'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import { Figures } from './figures.tsx'
import type { Opened } from './opened.ts'
import { Period } from './period.tsx'
import { Preview } from './preview.tsx'
import { forget, listRemembered } from './remembered.ts'
import { WordsPart } from './words.tsx'

type Start = { readonly draft: Draft; readonly left: ReadonlySet<string> }
/** A mapping in which nothing is open, and the state of the assistant that it came from. */
export type Decided = { readonly mapping: string; readonly start: string; readonly starts: Readonly<Record<string, Start>> }

const PROPOSAL = 'proposal'

/** The mapping of a file, decided part by part. Nothing is guessed: what is not certain stands open until a person says what it is. */
export function Assistant({ opened, person, before, onDone, onBack }: { readonly opened: Opened; readonly person: Me; readonly before: Decided | undefined; readonly onDone: (decided: Decided) => void; readonly onBack: () => void }) {
  const { t, day } = useWords()
  const { engine, collection, flow, glimpse, samples } = opened
  const [remembered, setRemembered] = useState(() => listRemembered(localStorage, person.member, flow.id))
  // The newest kept mapping whose columns this file has stands chosen: last month's decisions are not made again.
  const [fitting] = useState(() => remembered.flatMap(({ name, mapping }) => {
    const kept = engine.readDraft(mapping, flow.id)
    return kept && engine.missingColumns(kept, glimpse).length === 0 ? [{ id: `kept:${name}`, draft: kept }] : []
  })[0])
  const [starts, setStarts] = useState<Readonly<Record<string, Start>>>(() => before?.starts ?? { [PROPOSAL]: { draft: opened.proposal, left: new Set() }, ...(fitting && { [fitting.id]: { draft: fitting.draft, left: new Set<string>() } }) })
  const [start, setStart] = useState(() => before?.start ?? fitting?.id ?? PROPOSAL)
  const { draft, left } = starts[start] ?? starts[PROPOSAL]!
  const put = (next: Start) => setStarts({ ...starts, [start]: next })
  const open = engine.countOpen(draft, glimpse, flow, collection, left)
  const undecided = Object.values(open).reduce((sum, count) => sum + count, 0)
  const desk: Desk = {
    engine, glimpse, collection, flow, draft, left, open,
    change: (next) => put({ draft: next, left }),
    leave: (dimension, word, isLeft) => {
      const next = new Set(left)
      if (isLeft) next.add(engine.leftKey(dimension, word))
      else next.delete(engine.leftKey(dimension, word))
      put({ draft, left: next })
    },
  }
  const begin = (id: string) => {
    const mapping = id.startsWith('kept:') ? remembered.find(({ name }) => `kept:${name}` === id)?.mapping : samples.find(({ name }) => `sample:${name}` === id)?.mapping
    const read = mapping === undefined ? undefined : engine.readDraft(mapping, flow.id)
    if (id !== PROPOSAL && starts[id] === undefined && read) setStarts({ ...starts, [id]: { draft: read, left: new Set() } })
    if (id === PROPOSAL || starts[id] !== undefined || read) setStart(id)
  }
  const missing = engine.missingColumns(draft, glimpse)
  const first = engine.STEPS.find((step) => open[step] > 0)
  const options = [
    { value: PROPOSAL, text: t('upload.start_proposal') },
    ...remembered.map(({ name, kept }) => ({ value: `kept:${name}`, text: t('upload.start_kept', { name, day: day(kept) }) })),
    ...samples.map(({ name, about }) => ({ value: `sample:${name}`, text: t('upload.start_sample', { name: about || name }) })),
  ]
  return (
    <>
      <div className="starts">
        <Select label={t('upload.start')} hint={t('upload.start_hint')} value={start} options={options} onChange={begin} />
        {start.startsWith('kept:') ? <Button small kind="quiet" onPress={() => { forget(localStorage, person.member, flow.id, start.slice(5)); setRemembered(listRemembered(localStorage, person.member, flow.id)); setStart(PROPOSAL) }}>{t('upload.forget')}</Button> : null}
      </div>
      {missing.length > 0 ? <Notice kind="warn">{t('upload.missing', { columns: missing.join(', ') })}</Notice> : null}
      <AboutFile desk={desk} />
      <Columns desk={desk} />
      <Period desk={desk} />
      <Constants desk={desk} />
      <WordsPart desk={desk} />
      <Figures desk={desk} />
      <AboutFigures desk={desk} />
      <Preview desk={desk} member={person.member} undecided={undecided} />
      <div className="submit">
        <div className="state"><span className={undecided > 0 ? 'mark is-warn' : 'mark is-ok'}><span className={`icon i-${undecided > 0 ? 'warn' : 'check'}`} aria-hidden="true" /></span><output><strong>{undecided > 0 ? t('upload.undecided', { count: undecided }) : t('upload.ready')}</strong><small>{t(undecided > 0 ? 'upload.undecided_words' : 'upload.ready_words')}</small></output></div>
        <div className="actions">
          {first ? <Button kind="primary" onPress={() => go(first)}>{t('upload.to_first')}</Button> : <Button kind="primary" onPress={() => onDone({ mapping: engine.writeDraft(draft), start, starts })}>{t('upload.send')}</Button>}
          <Button kind="quiet" onPress={onBack}>{t('upload.other_file')}</Button>
        </div>
      </div>
    </>
  )
}

function go(step: string): void {
  const part = document.getElementById(`part-${step}`)
  part?.scrollIntoView({ block: 'start' })
  const open = part?.querySelector<HTMLElement>('[data-state="open"] :is(button, select, input), select:invalid') ?? part
  open?.focus({ preventScroll: false })
}
