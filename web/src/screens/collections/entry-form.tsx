import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { LANGUAGES } from '../../i18n/index.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'
import { inWords, type Collection } from '../explore/names.ts'
import { kindWords, type Entry, type Kind } from './entry.ts'
import { Successors } from './successors.tsx'

type Props = {
  readonly collection: string; readonly register: Kind; /** Undefined: a new one. */ readonly entry: Entry | undefined; /** The others of the register. */ readonly others: readonly Entry[]; readonly kinds: readonly string[]; readonly areas: Collection['codelists'][number]['codes']
  readonly onClose: () => void; readonly onWritten: (name: string, version: number) => void
}

/** Adds a route or a place, or writes its next version. Names in languages that are not asked for here stay as they are. */
export function EntryForm({ collection, register, entry, others, kinds, areas, onClose, onWritten }: Props) {
  const { t, language } = useWords()
  const [id, setId] = useState(entry?.id ?? '')
  const [kind, setKind] = useState(entry?.kind ?? kinds[0] ?? '')
  const [area, setArea] = useState(entry?.area ?? '')
  const [successors, setSuccessors] = useState<readonly string[]>(entry?.successors ?? [])
  const [retired, setRetired] = useState(entry?.retired ?? false)
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({})
  const whole = useQuery({ ...read('collections', 'show', { params: { collection } }), enabled: entry !== undefined })
  const stored = entry ? (whole.data?.register.find((one) => one.register === register && one.id === entry.id)?.name ?? entry.name) : {}
  const names = Object.fromEntries(Object.entries({ ...stored, ...changed }).map(([tag, name]) => [tag, name.trim()]).filter(([, name]) => name !== ''))
  const write = useMutation({
    mutationFn: () => call('collections', 'writeRegisterEntry', { params: { register }, body: { id: id.trim(), kind, name: names, successors: [...successors], retired, ...(area ? { area } : {}) } }),
    onSuccess: async ({ name, version }) => {
      await renew('collections')
      onWritten(inWords(name, language), version)
    },
  })
  const own = useId()
  const waits = entry !== undefined && !whole.data
  return (
    <Dialog
      title={t(entry ? 'collections.edit_title' : `collections.add.${register}`, { name: entry ? inWords(entry.name, language) : '' })} onClose={onClose} onSubmit={() => write.mutate()}
      actions={<><Button kind="primary" submit busy={write.isPending || waits}>{t('collections.save')}</Button><Button onPress={onClose}>{t('collections.cancel')}</Button></>}
    >
      {write.error ? <Notice kind="error"><p>{sentenceOf(write.error, t)}</p></Notice> : null}
      {entry ? null : <Field label={t('collections.code')} hint={t('collections.code_hint')} value={id} onChange={(text) => setId(text.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_'))} maxLength={40} required />}
      {Object.entries(LANGUAGES).map(([tag, name]) => <Field key={tag} label={t('collections.name_in', { language: name })} value={changed[tag] ?? (stored as Record<string, string>)[tag] ?? ''} onChange={(text) => setChanged({ ...changed, [tag]: text })} maxLength={300} required={tag === 'en'} />)}
      <div className="field"><label htmlFor={`${own}-kind`}>{t('collections.kind')}</label><select className="input" id={`${own}-kind`} value={kind} onChange={(event) => setKind(event.target.value)}>{kinds.map((one) => <option key={one} value={one}>{kindWords(one, t)}</option>)}</select></div>
      <div className="field"><label htmlFor={`${own}-area`}>{t('collections.area')}</label><select className="input" id={`${own}-area`} value={area} onChange={(event) => setArea(event.target.value)}><option value="">{t('collections.no_area')}</option>{areas.map((code) => <option key={code.id} value={code.id}>{inWords(code.name, language)}</option>)}</select></div>
      {entry ? <label className="choice"><input type="checkbox" checked={retired} onChange={(event) => setRetired(event.target.checked)} /><span>{t('collections.retire')}</span><span className="hint">{t('collections.retire_hint')}</span></label> : null}
      {retired || successors.length > 0 ? <Successors entries={others} chosen={successors} onChange={setSuccessors} /> : null}
    </Dialog>
  )
}
