import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { byMember, type CastPerson } from './group.ts'
import { MemberCard } from './member-card.tsx'
import { Person } from './person.tsx'

/** Everybody of a training region: one press, and one is them. An address may name one (`/training#focal@tha.example.org`), who then stands on top. */
export default function Training() {
  const { t, language } = useWords()
  const [asked] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const cast = useQuery({ ...read('training', 'cast'), staleTime: Infinity })
  const enter = useMutation({
    mutationFn: ({ email }: CastPerson) => call('training', 'become', { body: { email } }),
    onSuccess: (person) => {
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'system' && queryKey[0] !== 'training' })
      queryClient.setQueryData(me.queryKey, person)
      return go({ to: '/home' })
    },
  })
  if (cast.error) return <Door title={t('training.title')}><Notice kind="warn">{cast.error.status === 404 ? t('training.live') : sentenceOf(cast.error, t)}</Notice></Door>
  if (!cast.data) return <Door title={t('training.title')}><output className="quiet">{t('shell.loading')}</output></Door>
  const named = cast.data.cast.find(({ email }) => email === asked)
  const busy = enter.isPending ? enter.variables.email : undefined
  return (
    <Door broad title={t('training.title')} lede={t('training.lede')}>
      {enter.error ? <Notice kind="error">{sentenceOf(enter.error, t)}</Notice> : null}
      {asked !== '' && !named ? <Notice kind="warn">{t('training.no_person', { email: asked })}</Notice> : null}
      {named ? (
        <section className="card row" aria-label={t('training.named')}>
          <p className="body"><Person person={named} /> <span className="muted">{named.member_name}</span></p>
          <span className="push"><Button kind="primary" busy={busy === named.email} onPress={() => enter.mutate(named)}>{t('training.button')}</Button></span>
        </section>
      ) : null}
      <div className="cast">{byMember(cast.data.cast, language).map((member) => <MemberCard key={member.code} member={member} busy={busy} onChoose={enter.mutate} />)}</div>
    </Door>
  )
}
