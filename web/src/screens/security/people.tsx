import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '../../router/link.tsx'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { Alone } from './alone.tsx'

type Person = AnswerOf<'security', 'people'>['people'][number]

/** How the people for whom one answers sign in; the first look after a laptop was lost. */
export function People({ member }: { readonly member: string }) {
  const { t } = useWords()
  const name = useMemberName()
  const people = useQuery(read('security', 'people'))
  const resets = useQuery(read('resets', 'list')).data?.resets.filter((reset) => reset.member === member).length ?? 0
  const [ending, setEnding] = useState<Person>()
  return (
    <section aria-labelledby="people">
      <div className="section-head"><h2 id="people">{t('security.people', { member: name(member) })}</h2><p>{t('security.people_words')}</p></div>
      <Loaded of={people}>
        {({ people: rows }) => (
          <div className="stack">
            <Alone people={rows} />
            {resets > 0 ? <Notice>{t('security.resets', { count: resets })} <Link to="/members">{t('security.to_members')}</Link></Notice> : null}
            <ul className="rows card is-flush is-wrapping">{rows.map((row) => <Row key={row.person} row={row} onEnd={() => setEnding(row)} />)}</ul>
          </div>
        )}
      </Loaded>
      {ending ? <EndDialog person={ending} onClose={() => setEnding(undefined)} /> : null}
    </section>
  )
}

function Row({ row, onEnd }: { readonly row: Person; readonly onEnd: () => void }) {
  const { t, moment } = useWords()
  const factors = [...(row.authenticator ? [t('security.has_authenticator')] : []), ...(row.passkeys > 0 ? [t('security.has_passkeys', { count: row.passkeys })] : []), ...(row.provider ? [t('security.has_provider')] : [])]
  const open = [...(row.sessions > 0 ? [t('security.has_sessions', { count: row.sessions })] : []), ...(row.tokens > 0 ? [t('security.has_tokens', { count: row.tokens })] : [])]
  return (
    <li>
      <div className="body">
        <strong>{row.name}</strong>
        <p>{t(`role.${row.role}`)} · {factors.length > 0 ? factors.join(', ') : t('security.has_nothing')}</p>
        <p>{row.signed_in ? t('security.last_seen', { at: moment(row.signed_in) }) : t('security.never_seen')}{open.length > 0 ? ` · ${open.join(', ')}` : ''}</p>
        {row.failed_today > 0 || row.locked_until ? (
          <p className="row">{row.failed_today > 0 ? <span className="badge is-warn">{t('security.failed_today', { count: row.failed_today })}</span> : null}{row.locked_until ? <span className="badge is-warn">{t('security.locked', { at: moment(row.locked_until) })}</span> : null}</p>
        ) : null}
      </div>
      {row.sign_out && open.length > 0 ? <Button small onPress={onEnd}>{t('security.end')}<span className="visually-hidden"> {row.name}</span></Button> : null}
    </li>
  )
}

function EndDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const end = useMutation({
    mutationFn: () => withFactor(() => call('security', 'signOut', { params: { person: person.person } })),
    onSuccess: (done) => {
      if (!done) return
      void renew('security')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('security.end_title', { name: person.name })} onClose={onClose} onSubmit={() => end.mutate()}
      actions={<><Button kind="danger" submit busy={end.isPending}>{t('security.end_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {end.error ? <Notice kind="error">{sentenceOf(end.error, t)}</Notice> : null}
      <p>{t('security.end_words')}</p>
    </Dialog>
  )
}
