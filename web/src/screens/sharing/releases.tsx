import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { collectionIn, nameIn, useDataflowNames } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import { WhoSees } from './who-sees.tsx'
import { ReceiptsDialog } from './receipts-dialog.tsx'
import { TermsDialog } from './terms-dialog.tsx'

type Page = AnswerOf<'sharing', 'listReleases'>
export type Release = Page['releases'][number]
type Asked = { readonly about: 'terms' | 'receipts'; readonly release: Release }

const FIRST = 8

/** What the own state has released, with its terms; each can be narrowed or widened at any time. */
export function Releases({ own, may }: { readonly own: string; readonly may: boolean }) {
  const { t, language } = useWords()
  const [dataflow, setDataflow] = useState('')
  const [all, showAll] = useState(false)
  const [asked, ask] = useState<Asked>()
  const flows = useQuery(collectionIn(language)).data?.dataflows ?? []
  const found = useInfiniteQuery<Page, Refusal, { pages: Page[] }, readonly unknown[], number | undefined>({
    queryKey: ['sharing', 'listReleases', 'paged', dataflow],
    queryFn: ({ pageParam, signal }) => call('sharing', 'listReleases', { query: { ...(dataflow === '' ? {} : { dataflow }), ...(pageParam === undefined ? {} : { before: String(pageParam) }) } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const releases = found.data?.pages.flatMap((page) => page.releases) ?? []
  const shown = all ? releases : releases.slice(0, FIRST)
  return (
    <section>
      <div className="section-head"><h2>{t('sharing.releases')}</h2><p>{t('sharing.releases_words')}</p></div>
      <div className="row is-low"><Select label={t('sharing.only')} value={dataflow} onChange={setDataflow} options={[{ value: '', text: t('sharing.every_dataflow') }, ...flows.map(({ id, name }) => ({ value: id, text: nameIn(name, language, id) }))]} /></div>
      <Loaded of={found}>{() => (releases.length === 0 ? <p className="muted">{t('sharing.no_releases')}</p> : (
        <>
          <ul className="rows card is-flush is-wrapping">{shown.map((release) => <ReleaseRow key={release.release} release={release} own={own} may={may} ask={ask} />)}</ul>
          {!all && releases.length > FIRST ? <p className="more"><Button small onPress={() => showAll(true)}>{t('sharing.show_all', { count: releases.length })}</Button></p> : null}
          {all && found.hasNextPage ? <p className="more"><Button small busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>{t('sharing.earlier')}</Button></p> : null}
        </>
      ))}</Loaded>
      {asked?.about === 'terms' ? <TermsDialog release={asked.release} own={own} onClose={() => ask(undefined)} /> : null}
      {asked?.about === 'receipts' ? <ReceiptsDialog release={asked.release} onClose={() => ask(undefined)} /> : null}
    </section>
  )
}

function ReleaseRow({ release, own, may, ask }: { readonly release: Release; readonly own: string; readonly may: boolean; readonly ask: (asked: Asked) => void }) {
  const { t, number, period, day } = useWords()
  const name = useDataflowNames()
  const time = release.from === null || release.to === null ? '' : release.from === release.to ? period(release.from) : t('sharing.span', { from: period(release.from), to: period(release.to) })
  return (
    <li>
      <div className="body">
        <strong>{name(release.dataflow)}{time === '' ? null : `, ${time}`}</strong>
        <p className="row">{release.withdrawn ? <span className="badge is-line">{t('sharing.withdrawn')}</span> : <TermsWords terms={release} />}{release.counts || release.withdrawn ? null : <span className="badge is-line">{t('sharing.replaced')}</span>}<span>{t('sharing.approved', { day: day(release.approved), count: number(release.rows) })} <span className="code">{release.release}</span></span></p>
        {release.counts && release.withdrawn === null ? <WhoSees release={release} own={own} /> : null}
      </div>
      <div className="actions">
        {may && release.withdrawn === null ? <Button small onPress={() => ask({ about: 'terms', release })}>{t('sharing.change_terms')}<span className="visually-hidden"> {name(release.dataflow)} {time}</span></Button> : null}
        <Button small kind="quiet" onPress={() => ask({ about: 'receipts', release })}>{t('sharing.receipts')}<span className="visually-hidden"> {release.release}</span></Button>
        {may ? <Link className="btn is-small is-quiet" to="/review/$report" params={{ report: release.report }}>{t('sharing.report')}<span className="visually-hidden"> {release.report}</span></Link> : null}
      </div>
    </li>
  )
}
