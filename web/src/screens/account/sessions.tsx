import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { useDeviceName } from './device-name.ts'
import { remedyOf, type OwnWays } from './ways.tsx'

/** Where I am signed in. Ending another session, or all others, holds at once. */
export function Sessions({ ways }: { readonly ways: OwnWays }) {
  const { t } = useWords()
  const sessions = useQuery(read('session', 'list'))
  const end = useMutation({ mutationFn: (ids: readonly string[]) => Promise.all(ids.map((session) => call('session', 'end', { params: { session } }))), onSettled: () => renew('session') })
  const others = sessions.data?.sessions.filter((row) => !row.current).map(({ id }) => id) ?? []
  return (
    <section aria-labelledby="sessions">
      <div className="section-head"><h2 id="sessions">{t('account.sessions')}</h2><p>{t(`account.sessions_${remedyOf(ways)}`)}</p>{others.length > 1 ? <span className="push"><Button small busy={end.isPending && end.variables.length > 1} onPress={() => end.mutate(others)}>{t('account.end_others')}</Button></span> : null}</div>
      {end.error ? <Notice kind="error">{sentenceOf(end.error, t)}</Notice> : null}
      <Loaded of={sessions}>
        {({ sessions: rows }) => (
          <ul className="rows card is-flush">
            {rows.map((row) => <SessionRow key={row.id} row={row} busy={end.isPending && end.variables[0] === row.id && end.variables.length === 1} onEnd={() => end.mutate([row.id])} />)}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

type Row = { readonly id: string; readonly made: string; readonly used: string; readonly device: string; readonly current: boolean }

function SessionRow({ row, busy, onEnd }: { readonly row: Row; readonly busy: boolean; readonly onEnd: () => void }) {
  const { t, moment } = useWords()
  const device = useDeviceName()(row.device)
  return (
    <li>
      <div className="body">
        <strong>{device}</strong>
        <p>{t('account.session_since', { made: moment(row.made), used: moment(row.used) })}</p>
      </div>
      {row.current ? <span className="badge is-ok">{t('account.this_one')}</span> : <Button small busy={busy} onPress={onEnd}>{t('account.end')}<span className="visually-hidden"> {device}</span></Button>}
    </li>
  )
}
