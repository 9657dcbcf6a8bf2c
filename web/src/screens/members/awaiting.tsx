import { useMutation, useQuery } from '@tanstack/react-query'
import { call, Refusal } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'

/** New analysts of the secretariat, who wait for two people to confirm them. Nothing is shown where nobody waits. */
export function Awaiting() {
  const { t, day } = useWords()
  const { withFactor } = useFreshFactor()
  const name = useMemberName()
  const people = useQuery(read('people', 'list')).data?.people.filter((person) => person.awaits_confirmation && person.disabled === null) ?? []
  const confirm = useMutation({ mutationFn: (person: string) => withFactor(() => call('people', 'confirmPerson', { params: { person } })), onSettled: () => renew('people') })
  const confirmed = confirm.data
  if (people.length === 0 && !confirmed) return null
  const refused = confirm.error instanceof Refusal && confirm.error.code === 'not_allowed'
  return (
    <section aria-labelledby="awaiting">
      <div className="section-head"><h2 id="awaiting">{t('members.awaiting')}</h2><p>{t('members.awaiting_words')}</p></div>
      {confirm.error ? <Notice kind="error">{refused ? t('members.confirm_twice') : sentenceOf(confirm.error, t)}</Notice> : null}
      {confirmed ? <Notice kind="ok">{t(confirmed.awaits_confirmation ? 'members.confirmed_once' : 'members.confirmed', { name: confirmed.name })}</Notice> : null}
      <ul className="rows card is-flush is-wrapping">
        {people.map((person) => (
          <li key={person.person}>
            <div className="body"><strong>{person.name}</strong><p>{t('members.awaiting_row', { role: t(`role.${person.role}`), member: name(person.member), since: day(person.made) })} <span className="ltr">{person.email}</span></p></div>
            <Button busy={confirm.isPending && confirm.variables === person.person} onPress={() => confirm.mutate(person.person)}>{t('members.confirm')}<span className="visually-hidden"> {person.name}</span></Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
