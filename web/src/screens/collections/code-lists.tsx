import { useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { inWords, type Collection } from '../explore/names.ts'
import { Find, matches } from './find.tsx'

type CodeList = Collection['codelists'][number]

/** The code lists: one chosen, or the codes of all that are called like what is sought. */
export function CodeLists({ collection, item }: { readonly collection: Collection; readonly item: string | undefined }) {
  const { t, language } = useWords()
  const id = useId()
  const [sought, setSought] = useState('')
  const chosen = collection.codelists.find((list) => list.id === item)
  const lists = sought === '' ? [chosen ?? collection.codelists[0]!] : (chosen ? [chosen] : collection.codelists)
  const found = lists.map((list) => ({ list, codes: list.codes.filter((code) => matches(sought, [code.id, inWords(code.name, language), inWords(code.description ?? {}, language)])) })).filter(({ codes }) => codes.length > 0)
  return (
    <section className="stack">
      <div className="lookup">
        <div className="field">
          <label htmlFor={id}>{t('collections.list')}</label>
          <select className="input" id={id} value={chosen?.id ?? ''} onChange={(event) => void go({ to: '/collections/$collection', params: { collection: collection.collection }, search: { part: 'lists', ...(event.target.value ? { item: event.target.value } : {}) }, keepScroll: true })}>
            <option value="">{t('collections.every_list')}</option>
            {collection.codelists.map((list) => <option key={list.id} value={list.id}>{inWords(list.name, language)} ({list.codes.length})</option>)}
          </select>
        </div>
        <Find label={t('collections.search_codes')} value={sought} onChange={setSought} />
      </div>
      {found.map(({ list, codes }) => <Codes key={list.id} list={list} codes={codes} />)}
      {found.length === 0 ? <output className="quiet">{t('collections.nothing_found')}</output> : null}
    </section>
  )
}

function Codes({ list, codes }: { readonly list: CodeList; readonly codes: CodeList['codes'] }) {
  const { t, language } = useWords()
  const depth = depthsOf(list)
  return (
    <section>
      <div className="section-head"><h2>{inWords(list.name, language)}</h2><p><span className="code">{list.id}</span> {t('collections.code_count', { count: codes.length })}{list.exclusive ? '' : ` · ${t('collections.overlapping')}`}</p></div>
      {list.description ? <p className="read muted">{inWords(list.description, language)}</p> : null}
      <ScrollBox label={inWords(list.name, language)} tall>
        <table className="grid is-words">
          <thead><tr><th scope="col">{t('collections.code')}</th><th scope="col">{t('collections.name')}</th><th scope="col" className="folds">{t('collections.also')}</th></tr></thead>
          <tbody>
            {codes.map((code) => (
              <tr key={code.id}>
                <th scope="row" className="code">{code.id}</th>
                <td className={`depth-${Math.min(3, depth.get(code.id) ?? 0)}`}>{inWords(code.name, language)}{code.description ? <small className="muted">{inWords(code.description, language)}</small> : null}</td>
                <td className="sub folds">{Object.values(code.annotations ?? {}).join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

/** How many codes stand above each. */
function depthsOf(list: CodeList): ReadonlyMap<string, number> {
  const parents = new Map(list.codes.map((code) => [code.id, code.parent]))
  const depth = (id: string): number => (parents.get(id) === undefined ? 0 : 1 + depth(parents.get(id)!))
  return new Map(list.codes.map((code) => [code.id, depth(code.id)]))
}
