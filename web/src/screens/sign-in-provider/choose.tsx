import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Loaded } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { leaveFor } from './trip.ts'

const KEPT = 'openvrs.provider-of'

/** Whose provider it is. The one chosen last on this device stands there already. */
export function Choose({ to }: { readonly to: string | undefined }) {
  const { t } = useWords()
  const offered = useQuery({ ...read('federation', 'list'), staleTime: 60_000 })
  return (
    <Door title={t('sign_in.provider_title')} lede={t('sign_in.provider_lede')}>
      <Loaded of={offered}>{({ members }) => (members.length === 0 ? <p>{t('sign_in.provider_nobody')}</p> : <Members members={members} to={to} />)}</Loaded>
      <p><Link className="btn is-quiet" to="/sign-in" search={to === undefined ? {} : { to }}>{t('sign_in.provider_password')}</Link></p>
    </Door>
  )
}

function Members({ members, to }: { readonly members: readonly { readonly code: string; readonly name: string }[]; readonly to: string | undefined }) {
  const { t } = useWords()
  const [chosen, setChosen] = useState(() => members.find(({ code }) => code === localStorage.getItem(KEPT))?.code ?? '')
  const leave = useMutation({
    mutationFn: () => call('federation', 'signIn', { body: { member: chosen } }),
    onSuccess: ({ url, ticket }) => {
      localStorage.setItem(KEPT, chosen)
      leaveFor(url, { ticket, does: 'sign_in', ...(to !== undefined && { to }) })
    },
  })
  return (
    <Form onSubmit={() => { if (chosen !== '') leave.mutate() }} error={leave.error ? sentenceOf(leave.error, t) : undefined}>
      <Select label={t('sign_in.provider_member')} ask={t('sign_in.provider_choose')} value={chosen} onChange={setChosen} options={members.map(({ code, name }) => ({ value: code, text: name }))} />
      <p><Button kind="primary" wide submit busy={leave.isPending || leave.isSuccess} disabled={chosen === ''}>{t('sign_in.provider_go')}</Button></p>
    </Form>
  )
}
