import './search.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { collectionsIn } from '../../api/collection.ts'
import { members } from '../../api/members.ts'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { useSearch } from '../../router/use.ts'
import { Failed } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { askedOf, isNarrowed, searchOf, type Asked } from './asked.ts'
import { SearchBox } from './box.tsx'
import { FacetLists } from './facets.tsx'
import { ResultRow } from './result.tsx'
import { openSaved, SavedSearches, SaveSearch } from './saved.tsx'

type Page = AnswerOf<'search', 'find'>

/** One box over everything that I may see. What I may not see is counted nowhere. */
export default function Search() {
  const { t } = useWords()
  const search = useSearch()
  const asked = askedOf(search)
  return (
    <>
      <PageHead title={t('search.title')} lede={asked.words === '' ? t('search.lede') : undefined} />
      <div className="stack is-search">
        <SearchBox key={asked.words} asked={asked} />
        {search['saved'] ? <Opening key={search['saved']} saved={search['saved']} /> : asked.words === '' ? <Beginning /> : <Results asked={asked} />}
      </div>
    </>
  )
}

function Opening({ saved }: { readonly saved: string }) {
  const { t } = useWords()
  const [error, setError] = useState<unknown>()
  useEffect(() => void openSaved(saved).catch(setError), [saved])
  return error ? <Failed error={error} /> : <output className="quiet">{t('shell.loading')}</output>
}

function Beginning() {
  const { t } = useWords()
  const person = useQuery(me).data
  return <>{person ? <SavedSearches /> : null}<div className="empty"><p>{t('search.how')}</p></div></>
}

function Results({ asked }: { readonly asked: Asked }) {
  const { t, number, language } = useWords()
  const person = useQuery(me).data
  // Asked for together with the results: what they are called would come behind them, and move them. A stranger is refused the members.
  const isNamed = [useQuery(members), useQuery(collectionsIn(language))].every(({ isFetched }) => isFetched)
  const pages = useInfiniteQuery<Page, Refusal, { readonly pages: readonly Page[] }, readonly unknown[], string | undefined>({
    queryKey: ['search', 'find', asked], initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => call('search', 'find', { query: { q: asked.words, ...Object.fromEntries(Object.entries(asked.chosen)), ...(pageParam === undefined ? {} : { after: pageParam }) } }, { signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before, // what stood there stays, faint, until the answer takes its place
  })
  if (pages.error) return <Failed error={pages.error} retry={() => void pages.refetch()} />
  const waits = pages.isPending || pages.isPlaceholderData || !isNamed
  const shown = isNamed ? (pages.data?.pages ?? []) : []
  const [first] = shown
  const results = shown.flatMap((page) => page.results)
  return (
    <div className="found" aria-busy={waits}>
      <FacetLists asked={asked} counts={first?.facets} />
      <section className="stack" aria-labelledby="found">
        <div className="section-head"><h2 id="found"><output>{waits || !first ? t('search.searching') : t('search.found', { count: first.total, number: number(first.total) })}</output></h2></div>
        {results.length > 0 ? <ol className="rows card is-flush">{results.map((result) => <ResultRow key={`${result.kind} ${result.id}`} result={result} />)}</ol> : first && !waits ? <NothingFound asked={asked} meant={first.meant} /> : null}
        {pages.hasNextPage ? <p><Button busy={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('search.more')}</Button></p> : null}
        {person && results.length > 0 && !waits ? <SaveSearch key={JSON.stringify(asked)} asked={asked} /> : null}
      </section>
    </div>
  )
}

function NothingFound({ asked, meant }: { readonly asked: Asked; readonly meant: string | null }) {
  const { t } = useWords()
  return (
    <div className="empty">
      {meant === null ? <p>{t('search.nothing')}</p> : <p>{t('search.meant')} <Link to="/search" search={searchOf({ words: meant, chosen: asked.chosen })}><bdi>{meant}</bdi></Link></p>}
      {isNarrowed(asked) ? <p><Link className="btn" to="/search" search={{ q: asked.words }}>{t('search.without')}</Link></p> : null}
    </div>
  )
}
