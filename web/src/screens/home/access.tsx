import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '../../api/call.ts'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'

type Flow = { readonly id: string; readonly name: string; readonly access: AnswerOf<'sharing', 'access'> | undefined }

/** Every dataflow with what the own member sees of it: asked for once, and kept for five minutes. */
function useAccess(): readonly Flow[] {
  const { language } = useWords()
  const flows = useQuery(collectionIn(language)).data?.dataflows ?? []
  const answers = useQueries({ queries: flows.map(({ id }) => ({ ...read('sharing', 'access', { params: { dataflow: id } }), staleTime: 300_000 })) })
  return flows.map(({ id, name }, at) => ({ id, name: nameIn(name, language, id), access: answers[at]?.data }))
}

/** What the own member gives and what it gets for it, by dataflow. */
export function GiveAndGet() {
  const { t } = useWords()
  const flows = useAccess()
  const open = flows.filter(({ access }) => access?.unlocked).length
  return (
    <section className="card access-card">
      <h2>{t('home.access')}</h2>
      <p className="small muted">{flows.length > 0 && flows.every(({ access }) => access) ? t(open === flows.length ? 'home.access_all' : 'home.access_words', { open, all: flows.length }) : t('shell.loading')}</p>
      <ul className="rows small is-tight">{flows.map((flow) => <li key={flow.id}><span className={`icon ${flow.access?.unlocked ? 'i-ok is-open' : 'i-lock quiet'}`} aria-hidden="true" /><span className="body">{flow.name}</span><span className="muted">{flow.access?.unlocked ? <States flow={flow} /> : <Opens flow={flow} />}</span></li>)}</ul>
    </section>
  )
}

/** For those who read and do not report: each dataflow with the way to its figures. */
export function Readable() {
  const { t, period } = useWords()
  const flows = useAccess()
  return (
    <section>
      <div className="section-head"><h2>{t('home.readable')}</h2></div>
      <ul className="rows card is-flush readable">
        {flows.map((flow) => (
          <li key={flow.id}>
            <span className={flow.access?.unlocked ? 'mark is-accent' : 'mark'}><span className={`icon ${flow.access?.unlocked ? 'i-explore' : 'i-lock'}`} aria-hidden="true" /></span>
            <div className="body"><strong>{flow.access?.unlocked ? <Link to="/explore/$dataflow" params={{ dataflow: flow.id }}>{flow.name}</Link> : flow.name}</strong>{flow.access?.unlocked ? <p><States flow={flow} />{flow.access.years ? `, ${flow.access.years.split('-').map(period).join('–')}` : ''}</p> : <p><Opens flow={flow} /></p>}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How many states contribute; below three that is not said. */
function States({ flow: { access } }: { readonly flow: Flow }) {
  const { t } = useWords()
  return t(/^\d+$/.test(access?.contributors ?? '') ? 'home.access_states' : 'home.access_few', { contributors: access?.contributors ?? '' })
}

function Opens({ flow }: { readonly flow: Flow }) {
  const { t } = useWords()
  return flow.access ? <Link to="/locked/$dataflow" params={{ dataflow: flow.id }}>{t('home.access_locked')}<span className="visually-hidden">: {flow.name}</span></Link> : null
}
