import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { DeviceRow } from './device-row.tsx'
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
            {rows.map((row) => <DeviceRow key={row.id} row={row} says="account.session_since" doing={row.current ? undefined : { says: 'account.end', busy: end.isPending && end.variables[0] === row.id && end.variables.length === 1, onPress: () => end.mutate([row.id]) }} />)}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
