import type { ReactNode } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import { MarkedText } from './marked.tsx'

export type Result = AnswerOf<'search', 'find'>['results'][number]

/** One result: what it is, where it leads, why it was found, whose it is and who can see it. */
export function ResultRow({ result }: { readonly result: Result }) {
  const { t, period } = useWords()
  const member = useMemberName()
  const facts = [
    result.kind !== 'member' && result.kind !== 'series' && result.member !== null ? member(result.member) : null, result.within, result.from === null ? null : result.from === result.to ? period(result.from) : t('search.from_to', { from: period(result.from), to: period(result.to!) }),
  ].filter((fact) => fact !== null)
  return (
    <li>
      <div className="body">
        <p className="eyebrow">{t(`search.kind.${result.kind}`)}</p>
        <strong lang={result.language ?? undefined}><Way result={result}><MarkedText of={result.title} /></Way></strong>
        {result.text ? <p className="found-text" lang={result.language ?? undefined}><MarkedText of={result.text} /></p> : null}
        {facts.length > 0 ? <p>{facts.map((fact, at) => <span key={fact}>{at > 0 ? ' · ' : null}<bdi>{fact}</bdi></span>)}</p> : null}
        {result.terms ? <p><TermsWords terms={result.terms} /></p> : null}
      </div>
    </li>
  )
}

/** Where a result is read on. */
function Way({ result, children }: { readonly result: Result; readonly children: ReactNode }) {
  const [collection = '', list = '', code] = result.id.split('/')
  switch (result.kind) {
    case 'series':
      return <Link to="/explore/$dataflow" params={{ dataflow: result.dataflow! }} search={{ only: [`REF_AREA:${result.member}`, ...[...Map.groupBy(result.codes, ({ dimension }) => dimension)].map(([dimension, codes]) => `${dimension}:${codes.map(({ code }) => code).join(',')}`)].join(';') }}>{children}</Link>
    case 'narrative':
      return <Link to="/narratives/$narrative" params={{ narrative: result.id }}>{children}</Link>
    case 'report':
      return <Link to="/reports/$report" params={{ report: result.id }}>{children}</Link>
    case 'member':
      return <Link to="/search" search={{ q: result.id, member: result.id }}>{children}</Link>
    case 'definition':
      return <Link to="/collections/$collection" params={{ collection }} search={list.startsWith('CL_') ? { part: 'lists', item: list } : code === undefined && result.dataflow === null ? {} : { item: result.dataflow ?? list }}>{children}</Link>
    case 'route':
    case 'place':
      return <Link to="/collections/$collection" params={{ collection }} search={{ part: 'register', item: list }}>{children}</Link>
  }
}
