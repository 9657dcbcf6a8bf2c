import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Failed } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { tellEntry, type Entry } from './entry-words.ts'
import { Filter, NOTHING_SOUGHT, type Sought } from './filter.tsx'

type Page = AnswerOf<'audit', 'list'>

/** What was done, the latest first, in words; sought by what, who, when and to what. The server is asked for a page at a time. */
export function Lately({ chain }: { readonly chain: string | undefined }) {
  const { t } = useWords()
  const [sought, setSought] = useState<Sought>(NOTHING_SOUGHT)
  const query = { ...useSettled(sought), ...(chain === undefined ? {} : { chain }) }
  const asked = Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])))
  const pages = useInfiniteQuery<Page, Refusal, { readonly pages: readonly Page[] }, readonly unknown[], number | undefined>({
    queryKey: ['audit', 'list', asked], initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => call('audit', 'list', { query: { ...asked, ...(pageParam === undefined ? {} : { before: String(pageParam) }) } }, { signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before, // what was found before stays until the new has come
  })
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <section>
      <div className="section-head"><h2>{t('audit.lately')}</h2><output className="muted">{pages.data ? t(pages.hasNextPage ? 'audit.found_more' : 'audit.found', { count: entries.length }) : t('shell.loading')}</output></div>
      <Filter sought={sought} onChange={setSought} entries={entries} />
      {pages.error ? <Failed error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && entries.length === 0 ? <div className="empty"><p>{t('audit.none')}</p><Button onPress={() => setSought(NOTHING_SOUGHT)}>{t('audit.show_all')}</Button></div> : null}
      <ol className="rows card is-flush entries">{entries.map((entry) => <One key={entry.hash} entry={entry} />)}</ol>
      {pages.hasNextPage ? <p><Button busy={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('audit.more')}</Button></p> : null}
    </section>
  )
}

/** The value once nothing was typed for a moment, so that not every letter is a question to the server. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 300)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

function One({ entry }: { readonly entry: Entry }) {
  const { t, moment } = useWords()
  const { who, what } = tellEntry(entry, t)
  return (
    <li>
      <div className="body"><strong>{what}</strong><p>{who} · <time dateTime={entry.at}>{moment(entry.at)}</time></p></div>
      <details>
        <summary className="small">{t('audit.entry', { seq: entry.seq })}</summary>
        <dl className="facts">
          <dt>{t('audit.action')}</dt><dd className="code">{entry.action}</dd>
          {Object.entries(entry.detail).map(([name, value]) => <Fact key={name} name={name} value={Array.isArray(value) ? value.join(', ') : String(value)} />)}
          <dt>{t('audit.hash')}</dt><dd className="code hash">{entry.hash}</dd>
        </dl>
      </details>
    </li>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => <><dt className="code">{name}</dt><dd className="code hash">{value}</dd></>
