import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { lostOf, openResets, type OpenReset } from '../../api/resets.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { ResetLink } from './reset-link.tsx'

type Act = OpenReset['may'][number]
type Asked = { readonly row: OpenReset; readonly act: Act }

/** Who waits for another password or authenticator, how far it has come, and what one can do about it. Takes no room where nobody waits. */
export function Resets() {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const rows = useQuery(openResets).data?.resets ?? []
  const [name, setName] = useState('')
  const act = useMutation({
    mutationFn: ({ row, act: what }: Asked) => withFactor(async () => {
      const input = { params: { reset: row.id } }
      setName(row.name)
      if (what === 'issue') return (await call('resets', 'issue', input)).link
      await (what === 'second' ? call('resets', 'second', input) : call('resets', 'stop', input))
      return null
    }),
    onSettled: () => renew('resets'),
  })
  if (rows.length === 0 && !act.data) return null
  return (
    <section aria-labelledby="resets">
      <div className="section-head"><h2 id="resets">{t('members.resets')}</h2><p>{t('members.resets_words')}</p></div>
      {act.error ? <Notice kind="error">{sentenceOf(act.error, t)}</Notice> : null}
      <ul className="rows card is-flush is-wrapping">{rows.map((row) => <Row key={row.id} row={row} busy={act.isPending && act.variables.row.id === row.id ? act.variables.act : undefined} onAct={(what) => act.mutate({ row, act: what })} />)}</ul>
      {act.data ? <ResetLink name={name} link={act.data} onClose={act.reset} /> : null}
    </section>
  )
}

function Row({ row, busy, onAct }: { readonly row: OpenReset; readonly busy: Act | undefined; readonly onAct: (act: Act) => void }) {
  const { t, moment, day } = useWords()
  const memberName = useMemberName()
  const values = { lost: t(lostOf(row)), asked: moment(row.asked), by: row.asked_by ?? '', opens: row.opens ? day(row.opens) : '', expires: row.expires ? moment(row.expires) : '', name: row.name }
  return (
    <li>
      <div className="body">
        <strong>{row.name} <span className="quiet">{memberName(row.member)}</span></strong>
        <p>{t(row.asked_by ? 'members.reset_row_by' : 'members.reset_row', values)} <span className="ltr">{row.email}</span></p>
        <p>{t(`members.reset_${row.status}`, values)}{row.may.includes('second') ? ` ${t('members.reset_second_words', values)}` : ''}</p>
      </div>
      <span className="actions">
        {row.may.map((act) => <Button key={act} small kind={act === 'stop' ? undefined : 'primary'} busy={busy === act} onPress={() => onAct(act)}>{t(`members.reset_${act}`)}<span className="visually-hidden"> {row.name}</span></Button>)}
      </span>
    </li>
  )
}
