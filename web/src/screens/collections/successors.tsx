import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { inWords } from '../explore/names.ts'
import type { Entry } from './entry.ts'
import { Find, matches } from './find.tsx'

type Props = { readonly entries: readonly Entry[]; readonly chosen: readonly string[]; readonly onChange: (chosen: readonly string[]) => void }

/** What took the place of a route or a place, chosen by name; those that are chosen stand first and stay while one searches. */
export function Successors({ entries, chosen, onChange }: Props) {
  const { t, language } = useWords()
  const [sought, setSought] = useState('')
  const [first] = useState(chosen)
  const shown = entries.filter((entry) => chosen.includes(entry.id) || matches(sought, [entry.id, inWords(entry.name, language)])).toSorted((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)))
  return (
    <fieldset className="stack is-tight">
      <legend><strong>{t('collections.successors')}</strong></legend>
      <p className="hint">{t('collections.successors_hint')}</p>
      <Find label={t('collections.search_register')} value={sought} onChange={setSought} />
      <div className="choices successors">
        {shown.map(({ id, name }) => <label className="choice" key={id}><input type="checkbox" checked={chosen.includes(id)} onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))} /><span>{inWords(name, language)}</span></label>)}
      </div>
      {shown.length === 0 ? <output className="quiet">{t('collections.nothing_found')}</output> : null}
    </fieldset>
  )
}
