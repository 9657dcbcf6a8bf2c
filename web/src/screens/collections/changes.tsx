import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { inWords } from '../explore/names.ts'

type Change = AnswerOf<'collections', 'changes'>['changes'][number]

const LOOKS = { added: 'is-ok', removed: 'is-error', changed: 'is-line' } as const

/** What a version says otherwise than the one before it: what came, what went, and each text that changed. */
export function Changes({ collection, from, to }: { readonly collection: string; readonly from: string; readonly to: string }) {
  const { t, language } = useWords()
  const changes = useQuery({ ...read('collections', 'changes', { params: { collection }, query: { from, to, language } }), staleTime: Infinity })
  return (
    <section>
      <div className="section-head"><h2>{t('collections.changes_title', { from, to })}</h2></div>
      <Loaded of={changes}>
        {({ changes: all }) => (all.length === 0 ? <p className="muted">{t('collections.changes_none')}</p> : (
          <ul className="rows is-wrapping card is-flush">{all.map((change) => <One key={`${change.part} ${change.of ?? ''} ${change.id}`} change={change} />)}</ul>
        ))}
      </Loaded>
    </section>
  )
}

function One({ change: { part, kind, id, of, name, fields } }: { readonly change: Change }) {
  const { t, language } = useWords()
  return (
    <li>
      <div className="body">
        <strong>{inWords(name, language)} <span className="code muted">{of ? `${of} · ${id}` : id}</span></strong>
        <p>{t(`collections.changed_part.${part}`)}</p>
        {fields.map(({ field, before, after }) => (
          <p key={field} className="text-change"><span className="quiet">{t(`collections.field.${field}`)}:</span> {before === undefined && after === undefined ? t('collections.other_languages') : <>{before ? <del>{before}</del> : null} {after ? <ins>{after}</ins> : null}</>}</p>
        ))}
      </div>
      <span className={`badge ${LOOKS[kind]}`}>{t(`collections.kind_of_change.${kind}`)}</span>
    </li>
  )
}
