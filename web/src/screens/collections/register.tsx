import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { inWords, type Collection } from '../explore/names.ts'
import { EntryForm } from './entry-form.tsx'
import { History } from './history.tsx'
import { kindWords, type Entry, type Kind } from './entry.ts'
import { Find, matches } from './find.tsx'

/** Routes and places that figures may name. The secretariat edits them; every change is a version of its own. */
export function Register({ collection }: { readonly collection: Collection }) {
  const { t, language } = useWords()
  const [kind, setKind] = useState<Kind>('route')
  const [sought, setSought] = useState('')
  const [open, setOpen] = useState<Entry | 'new'>()
  const [written, setWritten] = useState<string>()
  const [past, setPast] = useState<Entry>()
  const mayEdit = collection.abilities.edit_register
  const areas = collection.codelists.find(({ id }) => id === 'CL_AREA')?.codes ?? []
  const areaName = (id: string) => inWords(areas.find((code) => code.id === id)?.name ?? { en: id }, language)
  const all = collection.register.filter((entry) => entry.register === kind)
  const named = (ids: readonly string[]) => ids.map((id) => inWords(all.find((entry) => entry.id === id)?.name ?? { en: id }, language)).join(' · ')
  const found = all.filter((entry) => matches(sought, [entry.id, inWords(entry.name, language), entry.area ? areaName(entry.area) : '']))
  return (
    <section className="stack">
      <div className="lookup">
        <fieldset className="seg" aria-label={t('collections.part.register')}>
          {(['route', 'place'] as const).map((one) => <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>{t(`collections.register.${one}`)}</button>)}
        </fieldset>
        <Find label={t('collections.search_register')} value={sought} onChange={setSought} />
        {mayEdit ? <Button kind="primary" icon="plus" onPress={() => setOpen('new')}>{t(`collections.add.${kind}`)}</Button> : null}
      </div>
      {written ? <Notice kind="ok"><p>{written}</p></Notice> : null}
      <ScrollBox label={t(`collections.register.${kind}`)} tall>
        <table className="grid is-words">
          <thead><tr><th scope="col">{t('collections.name')}</th><th scope="col" className="folds">{t('collections.code')}</th><th scope="col">{t('collections.kind')}</th><th scope="col" className="folds">{t('collections.area')}</th><th scope="col" className="folds">{t('collections.successors')}</th>{mayEdit ? <th scope="col"><span className="visually-hidden">{t('collections.edit')}</span></th> : null}</tr></thead>
          <tbody>
            {found.map((entry) => (
              <tr key={entry.id}>
                <th scope="row"><button type="button" className="link" onClick={() => setPast(entry)}>{inWords(entry.name, language)}</button>{entry.retired ? <> <span className="badge is-line">{t('collections.retired')}</span></> : null}<small className="fold code">{entry.id}</small></th><td className="code folds">{entry.id}</td><td>{kindWords(entry.kind, t)}</td><td className="folds">{entry.area ? areaName(entry.area) : '–'}</td><td className="folds">{named(entry.successors) || '–'}</td>
                {mayEdit ? <td><Button small kind="quiet" onPress={() => setOpen(entry)}>{t('collections.edit')}<span className="visually-hidden"> {inWords(entry.name, language)}</span></Button></td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {found.length === 0 ? <output className="quiet">{t('collections.nothing_found')}</output> : null}
      {past ? <History entry={past} areaName={areaName} named={named} onClose={() => setPast(undefined)} /> : null}
      {open ? <EntryForm collection={collection.collection} register={kind} entry={open === 'new' ? undefined : open} others={all.filter((entry) => open === 'new' || entry.id !== open.id)} kinds={[...new Set(all.map((e) => e.kind))]} areas={areas} onClose={() => setOpen(undefined)} onWritten={(name, version) => { setOpen(undefined); setWritten(t('collections.written', { name, version })) }} /> : null}
    </section>
  )
}
