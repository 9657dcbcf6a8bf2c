import { useQuery } from '@tanstack/react-query'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { CounterpartLine } from './counterpart-line.tsx'
import { useUnitWords } from './post-words.ts'

/** For who works in a unit: what it is, and whom it faces. */
export function OwnUnit({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const said = useUnitWords()
  const unit = useQuery(read('units', 'list', { query: { member: person.member } })).data?.units.find(({ code }) => code === person.unit)
  const pairs = useQuery(read('counterparts', 'list')).data?.counterparts ?? []
  if (!unit) return null
  return (
    <section className="card" aria-labelledby="own-unit">
      <h2 id="own-unit">{t('members.own_unit')}</h2>
      <div className="stack is-tight"><p><strong>{unit.name}</strong> <span className="muted">{said(unit)}</span></p>{pairs.map((pair) => <CounterpartLine key={pair.id} pair={pair} />)}</div>
    </section>
  )
}
