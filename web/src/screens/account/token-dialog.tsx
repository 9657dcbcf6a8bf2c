import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { SecretText } from '../../ui/secret-text.tsx'

type Scope = AnswerOf<'session', 'makeToken'>['scopes'][number]
type Made = AnswerOf<'session', 'makeToken'>
const SCOPES: readonly Scope[] = ['read', 'draft', 'approve']
const DAYS = [1, 7, 30, 90, 365] as const

/** Makes a token and shows it, once. */
export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, number } = useWords()
  const { withFactor } = useFreshFactor()
  const [scopes, setScopes] = useState<readonly Scope[]>(['read'])
  const [days, setDays] = useState(30)
  const [made, setMade] = useState<Made>()
  const make = useMutation({
    mutationFn: () => withFactor(() => call('session', 'makeToken', { body: { scopes: [...scopes], days } })),
    onSuccess: (token) => {
      setMade(token)
      void renew('session')
    },
  })
  if (made) return <Shown made={made} onClose={onClose} />
  const toggle = (scope: Scope) => setScopes(SCOPES.filter((one) => (one === scope ? !scopes.includes(one) : scopes.includes(one))))
  return (
    <Dialog
      title={t('account.token_make')} onClose={onClose} onSubmit={() => { if (scopes.length > 0) make.mutate() }}
      actions={<><Button kind="primary" submit busy={make.isPending} disabled={scopes.length === 0}>{t('account.token_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {make.error ? <Notice kind="error">{sentenceOf(make.error, t)}</Notice> : null}
      <fieldset className="field">
        <legend className="label">{t('account.token_may')}</legend>
        {SCOPES.map((scope) => (
          <label className="choice" key={scope}><input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} /><span>{t(`account.scope_${scope}`)}</span><span className="hint">{t(`account.scope_${scope}_words`)}</span></label>
        ))}
      </fieldset>
      {scopes.includes('approve') ? <p className="small muted">{t('account.token_hour')}</p> : (
        <label className="field"><span className="label">{t('account.token_days')}</span><select className="input" value={days} onChange={(event) => setDays(Number(event.target.value))}>{DAYS.map((count) => <option key={count} value={count}>{t('account.days', { count, text: number(count) })}</option>)}</select></label>
      )}
    </Dialog>
  )
}

function Shown({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const { t, moment } = useWords()
  return (
    <Dialog title={t('account.token_made')} onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('account.token_kept')}</Button>}>
      <p>{t('account.token_once', { until: moment(made.expires) })}</p>
      <SecretText text={made.token} label={t('account.token_itself')} />
    </Dialog>
  )
}
