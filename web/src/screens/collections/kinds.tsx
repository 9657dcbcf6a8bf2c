import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { inWords, type Collection } from '../explore/names.ts'

type Kind = AnswerOf<'collections', 'narratives'>['narratives'][number]
type Field = Pick<Kind['fields'][number], 'id' | 'name' | 'description' | 'required'>

/** What may be told in words: each kind, and what it asks. */
export function Kinds({ collection }: { readonly collection: Collection }) {
  const { t, language } = useWords()
  const kinds = useQuery(read('collections', 'narratives', { params: { collection: collection.collection }, query: { language, version: collection.version } }))
  if (collection.narratives.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('collections.told')}</h2>
      <Loaded of={kinds}>
        {({ narratives }) => narratives.map((kind) => (
          <details className="card flow" key={kind.id}>
            <summary><strong>{inWords(kind.name, language)}</strong> <span className="code">{kind.id}</span><span className="small muted">{inWords(kind.description, language)}</span></summary>
            <dl className="definitions">{kind.fields.flatMap((field): readonly Field[] => (field.kind === 'legs' ? [field, ...field.fields] : [field])).map((field) => (
              <div key={field.id}>
                <dt>{inWords(field.name, language)} <span className="code">{field.id}</span></dt>
                <dd>{inWords(field.description ?? {}, language)} {field.required ? <span className="muted">{t('collections.needed')}</span> : null}</dd>
              </div>
            ))}</dl>
          </details>
        ))}
      </Loaded>
    </section>
  )
}
