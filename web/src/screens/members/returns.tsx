import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Invited } from './invited.tsx'

type Return = AnswerOf<'returning', 'list'>['returns'][number]
type Act = Return['may'][number]

/** Members on their way back, how far each has come, and what one can do about it. Takes no room where none is. */
export function Returns() {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const rows = useQuery(read('returning', 'list')).data?.returns ?? []
  const [invited, setInvited] = useState<AnswerOf<'returning', 'invite'>>()
  const act = useMutation({
    mutationFn: ({ row, act: what }: { row: Return; act: Act }) => withFactor(async () => {
      const input = { params: { return: row.id } }
      if (what === 'invite') setInvited(await call('returning', 'invite', input))
      else await (what === 'second' ? call('returning', 'second', input) : call('returning', 'stop', input))
      return true
    }),
    onSettled: () => renew('returning', 'people'),
  })
  if (rows.length === 0 && !invited) return null
  return (
    <section aria-labelledby="returns">
      <div className="section-head"><h2 id="returns">{t('members.returns')}</h2><p>{t('members.returns_words')}</p></div>
      {act.error ? <Notice kind="error">{sentenceOf(act.error, t)}</Notice> : null}
      <ul className="rows card is-flush is-wrapping">{rows.map((row) => <Row key={row.id} row={row} busy={act.isPending && act.variables.row.id === row.id ? act.variables.act : undefined} onAct={(what) => act.mutate({ row, act: what })} />)}</ul>
      {invited ? <Invited invitation={invited} onClose={() => setInvited(undefined)} /> : null}
    </section>
  )
}

function Row({ row, busy, onAct }: { readonly row: Return; readonly busy: Act | undefined; readonly onAct: (act: Act) => void }) {
  const { t, day, moment } = useWords()
  const member = useMemberName()(row.member)
  return (
    <li>
      <div className="body">
        <strong>{member}</strong>
        <p>{t(row.asked_by ? 'members.return_row_by' : 'members.return_row', { email: row.email, asked: moment(row.asked), by: row.asked_by ?? '' })}</p>
        <p>{t(`members.return_${row.status}`, { opens: row.opens ? day(row.opens) : '' })}{row.may.includes('second') ? ` ${t('members.return_sure')}` : ''}</p>
      </div>
      <span className="actions">
        {row.may.map((act) => <Button key={act} small kind={act === 'stop' ? undefined : 'primary'} busy={busy === act} onPress={() => onAct(act)}>{t(`members.return_${act}`)}<span className="visually-hidden"> {member}</span></Button>)}
      </span>
    </li>
  )
}
