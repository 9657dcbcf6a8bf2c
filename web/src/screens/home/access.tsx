import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded } from '../../ui/page.tsx'
import { allAccess } from './reads.ts'

type Access = AnswerOf<'sharing', 'listAccess'>['dataflows'][number]

/** What the own member gives and what it gets for it, by dataflow; the open ones first. */
export function GiveAndGet() {
  const { t } = useWords()
  const name = useDataflowNames()
  const access = useQuery(allAccess)
  return (
    <section className="card access-card">
      <h2>{t('home.access')}</h2>
      <Loaded of={access}>
        {({ dataflows }) => {
          const open = dataflows.filter(({ unlocked }) => unlocked)
          const closed = dataflows.filter(({ unlocked }) => !unlocked)
          return (
            <>
              <p className="small muted">{t(closed.length === 0 ? 'home.access_all' : 'home.access_words', { open: open.length, all: dataflows.length })}</p>
              <ul className="rows small is-tight">{[...open, ...closed].map((one) => <li key={one.dataflow}><span className={`icon ${one.unlocked ? 'i-ok is-open' : 'i-lock quiet'}`} aria-hidden="true" /><span className="body">{name(one.dataflow)}</span><span className="muted">{one.unlocked ? <States access={one} /> : <Opens access={one} />}</span></li>)}</ul>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

/** For those who read and do not report: the dataflows that are open, with the way to their figures; what is missing to open the others. */
export function Readable() {
  const { t, period } = useWords()
  const name = useDataflowNames()
  const access = useQuery(allAccess)
  return (
    <section>
      <div className="section-head"><h2>{t('home.readable')}</h2></div>
      <Loaded of={access}>
        {({ dataflows }) => (
          <>
            {dataflows.some(({ unlocked }) => unlocked) ? (
              <ul className="rows card is-flush">
                {dataflows.filter(({ unlocked }) => unlocked).map((one) => (
                  <li key={one.dataflow}>
                    <span className="mark is-accent"><span className="icon i-explore" aria-hidden="true" /></span>
                    <div className="body"><strong><Link to="/explore/$dataflow" params={{ dataflow: one.dataflow }}>{name(one.dataflow)}</Link></strong><p><States access={one} />{one.years ? `, ${one.years.split('-').map(period).join('–')}` : ''}</p></div>
                  </li>
                ))}
              </ul>
            ) : <div className="empty"><p>{t('home.readable_none')}</p></div>}
            <Closed dataflows={dataflows.filter(({ unlocked }) => !unlocked)} />
          </>
        )}
      </Loaded>
    </section>
  )
}

function Closed({ dataflows }: { readonly dataflows: readonly Access[] }) {
  const { t } = useWords()
  const name = useDataflowNames()
  if (dataflows.length === 0) return null
  return (
    <>
      <div className="section-head"><h2>{t('home.closed')}</h2><p>{t('home.closed_words')}</p></div>
      <ul className="rows small card is-flush is-tight">{dataflows.map((one) => <li key={one.dataflow}><span className="icon i-lock quiet" aria-hidden="true" /><span className="body">{name(one.dataflow)}</span><Opens access={one} /></li>)}</ul>
    </>
  )
}

/** How many states contribute; below three that is not said. */
function States({ access: { contributors } }: { readonly access: Access }) {
  const { t } = useWords()
  return t(/^\d+$/.test(contributors) ? 'home.access_states' : 'home.access_few', { contributors })
}

function Opens({ access: { dataflow } }: { readonly access: Access }) {
  const { t } = useWords()
  const name = useDataflowNames()
  return <Link to="/locked/$dataflow" params={{ dataflow }}>{t('home.access_locked')}<span className="visually-hidden">: {name(dataflow)}</span></Link>
}
