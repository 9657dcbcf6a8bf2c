import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'

/** What the own member gives and what it gets for it, by dataflow. */
export function GiveAndGet({ person }: { readonly person: Me }) {
  const { t, language } = useWords()
  const flows = useQuery(collectionIn(language)).data?.dataflows ?? []
  const answers = useQueries({ queries: flows.map(({ id }) => ({ ...read('sharing', 'access', { params: { dataflow: id } }), staleTime: 300_000 })) })
  const open = answers.filter((answer) => answer.data?.unlocked).length
  if (person.role === 'administrator') return null
  return (
    <section className="card access-card">
      <h2>{t('home.access')}</h2>
      <p className="small muted">{answers.length > 0 && answers.every((answer) => answer.data) ? t('home.access_words', { open, all: flows.length }) : t('shell.loading')}</p>
      <ul className="rows small is-tight">
        {flows.map(({ id, name }, at) => {
          const access = answers[at]?.data
          return (
            <li key={id}>
              <span className={`icon ${access?.unlocked ? 'i-ok is-open' : 'i-lock quiet'}`} aria-hidden="true" />
              <span className="body">{nameIn(name, language, id)}</span>
              <span className="muted">{access === undefined ? '' : access.unlocked ? t('home.access_states', { contributors: access.contributors }) : <Link to="/locked/$dataflow" params={{ dataflow: id }}>{t('home.access_locked')}<span className="visually-hidden">: {nameIn(name, language, id)}</span></Link>}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
