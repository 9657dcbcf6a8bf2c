import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { TokenDialog } from './token-dialog.tsx'

type Token = AnswerOf<'session', 'listTokens'>['tokens'][number]

/** What programs may do for me, and until when. */
export function Tokens() {
  const { t } = useWords()
  const tokens = useQuery(read('session', 'listTokens'))
  const [making, setMaking] = useState(false)
  const revoke = useMutation({ mutationFn: (token: string) => call('session', 'revokeToken', { params: { token } }), onSettled: () => renew('session') })
  return (
    <section aria-labelledby="tokens">
      <div className="section-head"><h2 id="tokens">{t('account.tokens')}</h2><p>{t('account.tokens_words')}</p><span className="push"><Button small icon="plus" onPress={() => setMaking(true)}>{t('account.token_make')}</Button></span></div>
      {revoke.error ? <Notice kind="error">{sentenceOf(revoke.error, t)}</Notice> : null}
      <Loaded of={tokens}>
        {({ tokens: rows }) => (rows.length === 0 ? <div className="empty"><p>{t('account.tokens_none')}</p></div> : (
          <ul className="rows card is-flush is-wrapping">
            {rows.map((row) => <TokenRow key={row.id} token={row} busy={revoke.isPending && revoke.variables === row.id} onRevoke={() => revoke.mutate(row.id)} />)}
          </ul>
        ))}
      </Loaded>
      {making ? <TokenDialog onClose={() => setMaking(false)} /> : null}
    </section>
  )
}

function TokenRow({ token, busy, onRevoke }: { readonly token: Token; readonly busy: boolean; readonly onRevoke: () => void }) {
  const { t, moment, day } = useWords()
  const [now] = useState(Date.now)
  const over = token.revoked !== null || Date.parse(token.expires) <= now
  const scopes = token.scopes.map((scope) => t(`account.scope_${scope}`)).join(' · ')
  return (
    <li>
      <div className="body">
        <strong className={over ? 'muted' : undefined}>{scopes}</strong>
        <p>{t('account.token_from', { made: moment(token.made) })}</p>
      </div>
      {token.revoked !== null ? <span className="badge">{t('account.token_revoked', { at: day(token.revoked) })}</span>
        : over ? <span className="badge">{t('account.token_over', { at: day(token.expires) })}</span>
          : <><span className="small muted">{t('account.token_until', { at: moment(token.expires) })}</span><Button small busy={busy} onPress={onRevoke}>{t('account.token_revoke')}<span className="visually-hidden"> {scopes}</span></Button></>}
    </li>
  )
}
