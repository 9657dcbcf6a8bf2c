import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { useDataflowNames } from '../../api/collection.ts'
import { useMemberName } from '../../api/members.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { FACETS, isNarrowed, searchOf, toggled, type Asked, type Facet } from './asked.ts'

type Counts = AnswerOf<'search', 'find'>['facets']

/** So many values of a facet are offered; who looks for another writes it among the words. */
const MOST = 12

/** What the results can be narrowed to, each with how many there would be. What is chosen stays, also with none. */
export function FacetLists({ asked, counts }: { readonly asked: Asked; readonly counts: Counts | undefined }) {
  const { t } = useWords()
  const [open] = useState(() => matchMedia('(min-width: 60rem)').matches)
  const lists = FACETS.flatMap((facet) => {
    const chosen = asked.chosen[facet] ?? []
    const counted = counts?.[facet] ?? []
    const values = [...chosen.filter((value) => !counted.some((one) => one.value === value)).map((value) => ({ value, count: 0 })), ...counted.filter(({ value }, at) => at < MOST || chosen.includes(value))]
    return values.length > 1 || chosen.length > 0 ? [<FacetList key={facet} facet={facet} values={values} asked={asked} />] : []
  })
  return (
    <details className={lists.length === 0 ? 'facets is-empty' : 'facets'} open={open || isNarrowed(asked)}>
      <summary>{t('search.narrow')}</summary>
      {lists}
    </details>
  )
}

function FacetList({ facet, values, asked }: { readonly facet: Facet; readonly values: Counts[Facet]; readonly asked: Asked }) {
  const { t, number } = useWords()
  const name = useValueName(facet)
  const chosen = asked.chosen[facet] ?? []
  return (
    <section>
      <h2 className="eyebrow">{t(`search.by_${facet}`)}</h2>
      <ul className="chips">
        {values.map(({ value, count }) => (
          <li key={value}><Link className="chip" to="/search" search={searchOf(toggled(asked, facet, value))} keepScroll replace aria-current={chosen.includes(value) ? 'true' : undefined}>{name(value)} <span className="n">{number(count)}</span></Link></li>
        ))}
      </ul>
    </section>
  )
}

function useValueName(facet: Facet): (value: string) => string {
  const { t, period, language } = useWords()
  const [member, dataflow] = [useMemberName(), useDataflowNames()]
  switch (facet) {
    case 'kind':
      return (value) => t(`search.kind.${value}`)
    case 'member':
      return member
    case 'year':
      return period
    case 'language':
      return (value) => new Intl.DisplayNames(language, { type: 'language' }).of(value) ?? value
    case 'dataflow':
      return dataflow
  }
}
