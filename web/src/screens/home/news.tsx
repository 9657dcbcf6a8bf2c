import { useMutation, useQuery } from '@tanstack/react-query'
import { call, Refusal } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { gather, type News as Told } from './gather.ts'
import { FiguresRow, NoticeRow, OwnRow, SearchRow, UsesRow, type Saved } from './news-rows.tsx'
import { newsForMe, savedSearches } from './reads.ts'

/** So many changes of the own figures are told one by one. */
const OWN = 3

/** What others show me now and did not when I last said that I had seen it, what became of our own figures, and who used them. */
export function News() {
  const { t, day } = useWords()
  const news = useQuery(newsForMe)
  const saved = useQuery(savedSearches)
  const searches = (saved.data?.searches ?? []).filter(({ fresh }) => fresh > 0)
  return (
    <section className="home-news">
      <div className="section-head"><h2>{t('home.news')}</h2>{news.data?.since ? <p>{t('home.news_since', { day: day(news.data.since) })}</p> : null}</div>
      <Loaded of={{ ...news, data: saved.isPending ? undefined : news.data }}>{(told) => <List told={told} searches={searches} />}</Loaded>
    </section>
  )
}

function List({ told, searches }: { readonly told: Told; readonly searches: readonly Saved[] }) {
  const { t } = useWords()
  const see = useMutation({ mutationFn: () => call('news', 'seen', { body: { mark: told.mark, at: told.at } }), onSettled: () => renew('news') })
  const { flows, own, uses } = gather(told)
  if (told.notices.length + flows.length + own.length + uses.length + searches.length === 0) return <div className="empty"><p>{t('home.news_none')}</p></div>
  const came = see.error instanceof Refusal && see.error.code === 'news.changed'
  return (
    <>
      <ul className="rows is-wrapping card is-flush">
        {told.notices.map((notice) => <NoticeRow key={`${notice.owner} ${notice.dataflow} ${notice.at} ${notice.from}`} notice={notice} />)}
        {searches.map((search) => <SearchRow key={search.saved} search={search} />)}
        {flows.map((flow) => <FiguresRow key={flow.dataflow} flow={flow} />)}
        {own.slice(0, OWN).map((one) => <OwnRow key={one.key} own={one} />)}
        {uses.length > 0 ? <UsesRow uses={uses} /> : null}
      </ul>
      {own.length > OWN ? <p className="small muted">{t('home.own_more', { count: own.length - OWN })}</p> : null}
      {see.error ? <Notice kind={came ? undefined : 'error'}><p>{came ? t('home.news_came') : sentenceOf(see.error, t)}</p></Notice> : null}
      <p className="home-seen"><Button small icon="check" busy={see.isPending} onPress={() => see.mutate()}>{t('home.news_seen')}</Button></p>
    </>
  )
}
