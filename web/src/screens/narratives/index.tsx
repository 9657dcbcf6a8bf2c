import './narratives.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { members, useMemberName } from '../../api/members.ts'
import { useWords } from '../../i18n/use.ts'
import { goTo } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { addressOf } from '../../router/place.ts'
import { useSearch } from '../../router/use.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { searchOf } from '../search/asked.ts'
import { languageName } from './languages.ts'

type Page = AnswerOf<'narratives', 'list'>
const KINDS = ['route', 'method', 'fee', 'trend', 'measure'] as const
type Asked = { readonly kind?: string; readonly member?: string; readonly year?: string }
/** How far back the years go that are offered. */
const YEARS = 10

/** What states tell each other in words: the newest first, as far as I may see it. */
export default function Narratives() {
  const { t } = useWords()
  const { kind, member, year } = useSearch()
  const asked: Asked = { ...(kind && { kind }), ...(member && { member }), ...(year && /^\d{4}$/.test(year) && { year }) }
  return (
    <>
      <PageHead title={t('narratives.title')} lede={t('narratives.lede')} />
      <Filters asked={asked} />
      <List key={JSON.stringify(asked)} asked={asked} />
    </>
  )
}

function Filters({ asked }: { readonly asked: Asked }) {
  const { t, period } = useWords()
  const [thisYear] = useState(() => new Date().getFullYear())
  const years = [...new Set([asked.year, ...Array.from({ length: YEARS }, (_, ago) => String(thisYear - ago))])].filter((year) => year !== undefined).toSorted().toReversed()
  const people = useQuery(members).data?.members ?? []
  const set = (change: Asked) => void goTo(addressOf({ to: '/narratives', search: Object.fromEntries(Object.entries({ ...asked, ...change }).filter(([, value]) => value !== '')) }), { replace: true, keepScroll: true })
  return (
    <div className="row is-low tale-filters">
      <Select label={t('narratives.kind')} value={asked.kind ?? ''} options={[{ value: '', text: t('narratives.all_kinds') }, ...KINDS.map((one) => ({ value: one, text: t(`narratives.kind_${one}`) }))]} onChange={(kind) => set({ kind })} />
      <Select label={t('narratives.member')} value={asked.member ?? ''} options={[{ value: '', text: t('narratives.all_members') }, ...people.map(({ code, name }) => ({ value: code, text: name }))]} onChange={(member) => set({ member })} />
      <Select label={t('narratives.year')} value={asked.year ?? ''} options={[{ value: '', text: t('narratives.all_years') }, ...years.map((year) => ({ value: year, text: period(year) }))]} onChange={(year) => set({ year })} />
      <Words asked={asked} />
    </div>
  )
}

/** Words are sought where all is sought: among narratives, narrowed as the list is. */
function Words({ asked: { member, year } }: { readonly asked: Asked }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const send = (event: React.FormEvent): void => {
    event.preventDefault()
    if (typed.trim() !== '') void goTo(addressOf({ to: '/search', search: searchOf({ words: typed.trim(), chosen: { kind: ['narrative'], ...(member && { member: [member] }), ...(year && { year: [year] }) } }) }))
  }
  return (
    <search>
      <form className="tale-words" onSubmit={send}>
        <Field label={t('narratives.words')} value={typed} onChange={setTyped} maxLength={200} />
        <Button submit icon="search">{t('narratives.seek')}</Button>
      </form>
    </search>
  )
}

function List({ asked }: { readonly asked: Asked }) {
  const { t } = useWords()
  const pages = useInfiniteQuery<Page, Refusal, { readonly pages: readonly Page[] }, readonly unknown[], number>({
    queryKey: ['narratives', 'list', asked], initialPageParam: 0, getNextPageParam: ({ next }) => next ?? undefined,
    queryFn: ({ pageParam, signal }) => call('narratives', 'list', { query: { ...asked, after: String(pageParam) } }, { signal }),
  })
  return (
    <Loaded of={{ ...pages, data: pages.data?.pages }}>
      {(found) => {
        const all = found.flatMap(({ narratives }) => narratives)
        if (all.length === 0) return <div className="empty"><p>{t('narratives.none')}</p></div>
        return (
          <>
            <ul className="rows card is-flush is-wrapping">{all.map((one) => <Row key={one.narrative} one={one} />)}</ul>
            {pages.hasNextPage ? <p className="actions"><Button busy={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>{t('narratives.more')}</Button></p> : null}
          </>
        )
      }}
    </Loaded>
  )
}

function Row({ one }: { readonly one: Page['narratives'][number] }) {
  const { t, period, language } = useWords()
  const member = useMemberName()
  return (
    <li>
      <div className="body">
        <p className="eyebrow">{t(`narratives.kind_${one.kind}`)}</p>
        <strong lang={one.language} dir="auto"><Link to="/narratives/$narrative" params={{ narrative: one.narrative }}>{one.summary}</Link></strong>
        <p>{member(one.member)} · {period(one.period)} · {languageName(one.language, language)} <span className="code">{one.narrative}</span></p>
      </div>
    </li>
  )
}
