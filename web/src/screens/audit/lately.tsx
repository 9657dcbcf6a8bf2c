import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { tellEntry } from './entry-words.ts'
import type { Entry } from './verify.ts'

const PAGE = 50

/** What was done, the latest first, in words; sought through by any of them. */
export function Lately({ entries }: { readonly entries: readonly Entry[] }) {
  const { t, moment } = useWords()
  const [sought, setSought] = useState('')
  const [shown, setShown] = useState(PAGE)
  const person = useQuery(me).data
  const people = useQuery(read('people', 'list')).data?.people ?? []
  const names = new Map([...people, ...(person ? [person] : [])].map((one) => [one.person, one.name]))
  const told = entries.toReversed().map((entry) => ({ entry, words: tellEntry(entry.body, (id) => names.get(id), t) }))
  const needle = sought.trim().toLocaleLowerCase()
  const found = needle === '' ? told : told.filter(({ entry, words }) => `${words.who} ${words.what} ${entry.body.subject} ${entry.body.at}`.toLocaleLowerCase().includes(needle))
  return (
    <section>
      <div className="section-head"><h2>{t('audit.lately')}</h2><output className="muted">{t('audit.found', { count: found.length })}</output></div>
      <label className="find"><span className="icon i-search" aria-hidden="true" /><input type="search" value={sought} onChange={(event) => setSought(event.target.value)} placeholder={t('audit.search')} aria-label={t('audit.search')} /></label>
      <ol className="rows card is-flush entries">
        {found.slice(0, shown).map(({ entry: { body, hash }, words }) => (
          <li key={hash}>
            <div className="body"><strong>{words.what}</strong><p>{words.who} · <time dateTime={body.at}>{moment(body.at)}</time></p></div>
            <details><summary className="small">{t('audit.entry', { seq: body.seq })}</summary><dl className="facts"><dt>{t('audit.action')}</dt><dd className="code">{body.action}</dd>{Object.entries(body.detail).map(([name, value]) => <Fact key={name} name={name} value={Array.isArray(value) ? value.join(', ') : String(value)} />)}<dt>{t('audit.hash')}</dt><dd className="code hash">{hash}</dd></dl></details>
          </li>
        ))}
      </ol>
      {found.length > shown ? <p><Button onPress={() => setShown(shown + PAGE)}>{t('audit.more')}</Button></p> : null}
    </section>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => <><dt className="code">{name}</dt><dd className="code hash">{value}</dd></>
