import './narratives.css'
import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { useParams } from '../../router/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { TermsWords } from '../../ui/terms-words.tsx'
import { languageName } from './languages.ts'
import { LegsLine, type Stop } from './legs-line.tsx'

type Told = AnswerOf<'narratives', 'show'>
type Answered = Told['fields'][number]
type Value = Told['source_type']

/** One narrative to be read: what it tells, its way as a line, where it comes from and who may see it. */
export default function Narrative() {
  const { narrative = '' } = useParams()
  const shown = useQuery(read('narratives', 'show', { params: { narrative } }))
  return <Loaded of={shown}>{(told) => <Sheet told={told} />}</Loaded>
}

function Sheet({ told }: { readonly told: Told }) {
  const { t, period, day, language } = useWords()
  const member = useMemberName()
  const texts = told.fields.filter(({ kind }) => kind === 'text')
  const facts = told.fields.filter(({ kind, values }) => kind !== 'text' && kind !== 'legs' && values.length > 0)
  const ways = told.fields.filter(({ legs }) => legs.length > 0)
  return (
    <>
      <PageHead
        eyebrow={<>{told.kind_name} <span className="code">{told.narrative}</span></>}
        title={<span lang={told.language} dir="auto">{told.summary}</span>}
        meta={<><span>{member(told.member)}</span><span>{period(told.period)}</span><span className="badge is-line">{t('narratives.version', { version: told.version })}</span><span>{t('narratives.written_in', { language: languageName(told.language, language) })}</span></>}
      />
      <div className="split">
        <div className="stack is-wide" lang={told.language}>
          <div className="told-text" dir="auto">{told.text.split(/\n{2,}/).map((part) => <p key={part}>{part}</p>)}</div>
          {ways.map((way) => <section key={way.field} className="stack is-tight"><h2 lang={language}>{way.name}</h2><LegsLine label={way.name} stops={stopsOf(way, (days) => t('narratives.days', { count: days }))} /></section>)}
          {texts.map((text) => <section key={text.field} className="stack is-tight"><h2 lang={language}>{text.name}</h2><p className="told-text" dir="auto">{String(text.values[0]?.value ?? '')}</p></section>)}
        </div>
        <aside className="aside stack is-wide">
          {facts.length > 0 ? <section className="card stack is-tight"><h2>{t('narratives.facts')}</h2><dl className="facts">{facts.map((fact) => <div key={fact.field}><dt>{fact.name}</dt><dd>{fact.values.map((value) => <Meant key={value.value} value={value} kind={fact.kind} />)}</dd></div>)}</dl></section> : null}
          <section className="card stack is-tight">
            <h2>{t('narratives.source')}</h2>
            <dl className="facts">
              {(['source_type', 'reliability', 'credibility'] as const).map((name) => <div key={name}><dt>{t(`narratives.${name}`)}</dt><dd><Meant value={told[name]} kind={name === 'source_type' ? 'code' : 'grade'} /></dd></div>)}
              <div><dt>{t('narratives.released')}</dt><dd>{day(told.released)}</dd></div>
            </dl>
          </section>
          <section className="card stack is-tight"><h2>{t('audience.title')}</h2><TermsWords terms={{ level: told.level, ...(told.group && { group: told.group }), ...(told.embargo && { embargo: told.embargo }) }} /></section>
          <Figures told={told} />
        </aside>
      </div>
    </>
  )
}

/** A value, by its name where it is a code, with what the code means. */
function Meant({ value, kind }: { readonly value: Value; readonly kind: string }) {
  const { period, number } = useWords()
  const said = value.name ?? (kind === 'period' ? period(String(value.value)) : typeof value.value === 'number' ? number(value.value) : value.value)
  return <p>{kind === 'grade' ? <b>{value.value} </b> : null}{said}{value.definition ? <small className="meant" dir="auto">{value.definition}</small> : null}</p>
}

/** The stops of a way: where each leg begins, and at the end where the last one leads. */
function stopsOf(way: Answered, days: (count: number) => string): readonly Stop[] {
  const legs = way.legs.map((leg) => leg.map(({ field, values }) => ({ field, text: values[0]!.name ?? values[0]!.value })))
  return [...legs.map((leg): Stop => {
    const [from, , ...rest] = leg
    const note = rest.find(({ field }) => field === 'HANDOVER')
    return { place: String(from?.text ?? ''), onward: rest.filter((one) => one !== note).map(({ text }) => (typeof text === 'number' ? days(text) : text)), ...(note && { note: String(note.text) }) }
  }), { place: String(legs.at(-1)?.[1]?.text ?? ''), onward: [] }]
}

/** The figures that it speaks of: each leads to them. */
function Figures({ told }: { readonly told: Told }) {
  const { t } = useWords()
  const name = useDataflowNames()
  const links = [...told.series, ...told.fields.flatMap(({ series }) => series)]
  if (links.length === 0) return null
  return (
    <section className="card stack is-tight">
      <h2>{t('narratives.links')}</h2>
      <ul className="stack is-tight">
        {links.map((link) => (
          <li key={JSON.stringify(link)}>
            <Link to="/explore/$dataflow" params={{ dataflow: link.dataflow }} search={{ only: [`REF_AREA:${told.member}`, ...Object.entries(link.codes).map(([dimension, code]) => `${dimension}:${code}`)].join(';') }}>{name(link.dataflow)}</Link>
            {link.names.length > 0 ? <p className="small muted">{link.names.join(' · ')}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
