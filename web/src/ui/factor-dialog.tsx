import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../api/call.ts'
import { giveByPasskey } from '../api/passkeys.ts'
import { me, queryClient, read } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FactorFields, givenOf, noFactor } from './factor-fields.tsx'
import { factorSentence } from './factor-sentence.ts'
import { Notice } from './page.tsx'
import { PasskeyButton } from './passkey-button.tsx'

/**
 * Asks for the second factor; `onDone(true)` once it was right. The session is a new one afterwards. The cast of a training
 * region have no authenticator, and are become again instead.
 */
export default function FactorDialog({ onDone }: { readonly onDone: (given: boolean) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(noFactor)
  const cast = useQuery(me).data
  const email = cast?.of_cast ? cast.email : undefined
  const done = (self: AnswerOf<'session', 'reauthenticate'>) => {
    queryClient.setQueryData(me.queryKey, self)
    onDone(true)
  }
  const give = useMutation({
    mutationFn: () => (email ? call('training', 'become', { body: { email } }) : call('session', 'reauthenticate', { body: givenOf(typed) })),
    onSuccess: done,
  })
  const passkeys = useQuery({ ...read('passkeys', 'list'), enabled: email === undefined }).data?.passkeys ?? []
  const error = give.error ? factorSentence(give.error, t) : undefined
  return (
    <Dialog
      title={t('factor.title')} onClose={() => onDone(false)} onSubmit={() => give.mutate()}
      actions={<><Button kind="primary" submit busy={give.isPending}>{t(email ? 'factor.go_on' : 'factor.give')}</Button><Button kind="quiet" onPress={() => onDone(false)}>{t('factor.cancel')}</Button></>}
    >
      <p>{t('factor.why')}</p>
      {email ? <>{error ? <Notice kind="error">{error}</Notice> : null}<p className="muted">{t('factor.training')}</p></> : <><FactorFields value={typed} onChange={setTyped} error={error} />{passkeys.length > 0 ? <PasskeyButton label={t('passkey.instead')} ceremony={giveByPasskey} onDone={done} /> : null}</>}
    </Dialog>
  )
}
