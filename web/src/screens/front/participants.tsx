import { useQuery } from '@tanstack/react-query'
import { nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { about, type About } from './about.ts'

const GROUPS = [['states', ['state', 'territory']], ['organisations', ['organisation']], ['secretariat', ['secretariat']]] as const

/** Who takes part, by name. What anybody shares, and with whom, is not said here. */
export function Participants() {
  const { t } = useWords()
  return (
    <section className="stack front-members">
      <h2>{t('front.participants')}</h2>
      <p className="front-words">{t('front.participants_words')}</p>
      <Loaded of={useQuery(about)}>{({ participants }) => <div className="columns">{GROUPS.map(([group, kinds]) => <Group key={group} group={group} members={participants.filter(({ kind }) => kinds.some((one) => one === kind))} />)}</div>}</Loaded>
    </section>
  )
}

function Group({ group, members }: { readonly group: string; readonly members: About['participants'] }) {
  const { t, language } = useWords()
  if (members.length === 0) return null
  const names = members.map(({ code, name }) => ({ code, name: nameIn(name, language) })).toSorted((a, b) => a.name.localeCompare(b.name, language))
  return <section className="stack is-tight"><h3>{t(`front.kind_${group}`)}</h3><ul className="names">{names.map(({ code, name }) => <li key={code}>{name}</li>)}</ul></section>
}
