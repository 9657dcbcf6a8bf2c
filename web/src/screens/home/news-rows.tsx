import type { AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import { usePeriods } from '../reports/periods.ts'
import type { Change, News, NewOfFlow, OwnTogether, UsesOfFlow } from './gather.ts'
import { Row } from './row.tsx'

/** So many members are named before the rest is a number. */
const NAMED = 4

/** New figures of a dataflow: whose, and until when; newer versions behind them. */
export function FiguresRow({ flow: { dataflow, fresh, newer } }: { readonly flow: NewOfFlow }) {
  const { t, period } = useWords()
  const name = useDataflowNames()
  const list = useNames()
  const first = fresh.length > 0 && fresh.every(({ kind }) => kind === 'first')
  const title = fresh.length === 0 ? t('home.news_newer', { name: name(dataflow) }) : t(first ? 'home.news_first' : 'home.news_more', { name: name(dataflow), count: fresh.length })
  const upTo = (changes: readonly Change[]) => period(changes.map(({ last }) => last).toSorted().at(-1)!)
  return (
    <Row
      mark="accent" icon="explore" title={<Link to="/explore/$dataflow" params={{ dataflow }}>{title}</Link>}
      words={<>{fresh.length > 0 ? t('home.news_from', { names: list(fresh.map(({ member }) => member)), period: upTo(fresh) }) : null} {newer.length > 0 ? t('home.news_newer_from', { names: list(newer.map(({ member }) => member)) }) : null}</>}
    />
  )
}

export type Saved = AnswerOf<'search', 'listSaved'>['searches'][number]

/** A search that is watched has found more; what, is said there. */
export function SearchRow({ search: { saved, words, fresh } }: { readonly search: Saved }) {
  const { t } = useWords()
  return <Row mark="accent" icon="search" title={<Link to="/search" search={{ saved }}>{t('home.news_search', { words, count: fresh })}</Link>} words={null} />
}

const OWN_LOOKS = { approved: ['ok', 'check'], terms: ['accent', 'eye'], withdrawn: ['warn', 'eye'] } as const

/** What happened to figures of our own; who sees them now, where it is one answer. */
export function OwnRow({ own: { what, releases } }: { readonly own: OwnTogether }) {
  const { t, day } = useWords()
  const name = useDataflowNames()
  const periods = usePeriods()
  const [first] = releases
  const [mark, icon] = OWN_LOOKS[what]
  const names = releases.map(({ dataflow }) => name(dataflow)).toSorted().join(' · ')
  const spans = releases.flatMap(({ from, to }) => (from && to ? [{ from, to }] : []))
  const range = spans.length > 0 ? periods({ from: spans.map(({ from }) => from).toSorted()[0]!, to: spans.map(({ to }) => to).toSorted().at(-1)! }) : first!.report
  const audience = what === 'withdrawn' ? t('home.own_nobody') : releases.length === 1 ? <span className="seen-by-one">{t('home.own_seen')} <TermsWords terms={first!} /></span> : null
  return <Row mark={mark} icon={icon} title={t(`home.own_${what}`, { periods: range, day: day(first!.at) })} words={<>{names}. {audience}</>} />
}

/** What a state took back of figures that our own people hold copies of. */
export function NoticeRow({ notice: { owner, dataflow, from, to, what, at } }: { readonly notice: News['notices'][number] }) {
  const { t, day } = useWords()
  const flow = useDataflowNames()
  const member = useMemberName()
  const periods = usePeriods()
  return <Row mark="warn" icon="eye" title={t(`home.notice_${what}`, { member: member(owner), flow: flow(dataflow), periods: periods({ from, to }), day: day(at) })} words={t(`home.notice_${what}_words`, { member: member(owner) })} />
}

export function UsesRow({ uses }: { readonly uses: readonly UsesOfFlow[] }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const list = useNames()
  const took = uses.filter((use) => use.took).map(({ member }) => member)
  const flows = [...new Set(uses.flatMap(({ dataflows }) => dataflows))].map(name).join(' · ')
  return (
    <Row
      mark="accent" icon="eye" title={<Link to="/sharing">{t('home.used', { count: uses.length })}</Link>}
      words={<>{t('home.used_by', { names: list(uses.map(({ member }) => member)), flows })} {took.length > 0 ? t('home.used_took', { names: list(took) }) : null}</>}
    />
  )
}

/** Members by name, as a list in the reader's language; the rest as a number. */
function useNames(): (codes: readonly string[]) => string {
  const { t, language } = useWords()
  const name = useMemberName()
  return (codes) => {
    const more = codes.length - NAMED
    const named = codes.slice(0, more === 1 ? undefined : NAMED).map(name)
    return new Intl.ListFormat(language).format(more > 1 ? [...named, t('home.and_more', { count: more })] : named)
  }
}
