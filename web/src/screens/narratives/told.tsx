import './narratives.css'
import { useQuery } from '@tanstack/react-query'
import type { CodeList, NarrativeKind } from '@openvrs/core/metadata/model.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import type { AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded } from '../../ui/page.tsx'
import { useMetadata } from '../report/metadata.ts'
import { Answers } from './answers.tsx'
import { changesOf, piecesOf } from './changed.ts'
import { listsOf, type Lists } from './kinds.ts'
import { languageName } from './languages.ts'
import { useSaid } from './said.ts'

type List = AnswerOf<'narrativeDrafts', 'list'>
type Draft = List['narratives'][number]

/** What a report tells in words, before it is approved: what is new, what reads otherwise than it does now, and what is gone. */
export default function Told({ report, data }: { readonly report: string; readonly data: AnswerOf<'reports', 'show'> }) {
  const { t, language } = useWords()
  const meta = useMetadata(data).data
  const kinds = useQuery({ ...read('collections', 'narratives', { params: { collection: data.rows[0]!.collection }, query: { version: data.collection_version, language } }), staleTime: Infinity }).data
  const listsFor = (id: string): Lists | undefined => {
    const kind = kinds?.narratives.find((one) => one.id === id) as NarrativeKind | undefined
    return kinds && kind && meta && listsOf(meta.collection, kind, kinds.codelists as unknown as readonly CodeList[], meta.nameOf)
  }
  const asked = useQuery(read('narrativeDrafts', 'list', { params: { report } }))
  return (
    <section className="stack is-tight">
      <div className="section-head"><h2>{t('narratives.told')}</h2><p>{t('narratives.told_words')}</p></div>
      <Loaded of={asked}>
        {({ narratives, removed }) => (
          <>
            {narratives.filter(({ change }) => change !== 'same').map((draft) => <One key={draft.narrative} draft={draft} report={report} lists={listsFor(draft.kind)} />)}
            {removed.map(({ narrative, kind, body }) => <Gone key={narrative} narrative={narrative} kind={kind} summary={body.summary} language={body.language} />)}
            {narratives.some(({ change }) => change === 'same') ? <p className="small muted">{t('narratives.same', { count: narratives.filter(({ change }) => change === 'same').length })}</p> : null}
          </>
        )}
      </Loaded>
    </section>
  )
}

function One({ draft, report, lists }: { readonly draft: Draft; readonly report: string; readonly lists: Lists | undefined }) {
  const { t, period, language } = useWords()
  const name = useDataflowNames()
  return (
    <article className="card stack is-tight">
      <p className="eyebrow">{name(draft.kind)} · {period(draft.body.period)} · {languageName(draft.body.language, language)} <span className="code">{draft.narrative}</span> <span className={`badge ${draft.change === 'new' ? 'is-accent' : 'is-warn'}`}>{t(`narratives.change_${draft.change}`)}</span></p>
      <h3 lang={draft.body.language} dir="auto"><Link to="/reports/$report/$dataflow" params={{ report, dataflow: draft.kind }}>{draft.body.summary}</Link></h3>
      {draft.before === null ? <p className="told-text" lang={draft.body.language} dir="auto">{draft.body.text}</p> : null}
      {lists && draft.before === null ? <Answers answers={draft.body.fields} lists={lists} /> : null}
      {lists && draft.before !== null ? <Otherwise before={draft.before as NarrativeBody} after={draft.body as NarrativeBody} lists={lists} /> : null}
    </article>
  )
}

/** What reads otherwise, question by question: of texts the words that changed, of all else what it was and is. */
function Otherwise({ before, after, lists }: { readonly before: NarrativeBody; readonly after: NarrativeBody; readonly lists: Lists }) {
  const { t } = useWords()
  const said = useSaid(lists)
  const nameOf = (id: string): string => { const field = lists.kind.fields.find((one) => one.id === id); return field ? lists.nameOf(field.name) : t(`narratives.${id === 'series' ? 'links' : id}`) }
  return (
    <dl className="facts">
      {changesOf(before, after).map(({ field, ...one }) => (
        <div key={field}>
          <dt>{nameOf(field)}</dt>
          <dd dir="auto">{piecesOf(said.any(field, one.before), said.any(field, one.after)).map(({ is, text }, at) => is === 'before' ? <del key={at}>{text}</del> : is === 'after' ? <ins key={at}>{text}</ins> : <span key={at}>{text}</span>)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Gone({ narrative, kind, summary, language }: { readonly narrative: string; readonly kind: string; readonly summary: string; readonly language: string }) {
  const { t } = useWords()
  const name = useDataflowNames()
  return (
    <article className="card stack is-tight">
      <p className="eyebrow">{name(kind)} <span className="code">{narrative}</span> <span className="badge is-warn">{t('narratives.change_removed')}</span></p>
      <h3 lang={language} dir="auto"><del>{summary}</del></h3>
    </article>
  )
}
