import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { me, queryClient } from '../api/queries.ts'
import { become, keyOf } from '../api/training.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FactorFields, givenOf, noFactor } from './factor-fields.tsx'
import { factorSentence } from './factor-sentence.ts'
import { Notice } from './page.tsx'

/**
 * Asks for the second factor; `onDone(true)` once it was right. The session is a new one afterwards. Who became one of the
 * cast of a training region has no authenticator, and becomes them again instead.
 */
export default function FactorDialog({ onDone }: { readonly onDone: (given: boolean) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(noFactor)
  const person = useQuery(me).data
  const key = person ? keyOf(person.email) : undefined
  const give = useMutation({
    mutationFn: () => (person && key ? become(person.email, key) : call('session', 'reauthenticate', { body: givenOf(typed) })),
    onSuccess: (self) => {
      queryClient.setQueryData(me.queryKey, self)
      onDone(true)
    },
  })
  const error = give.error ? factorSentence(give.error, t) : undefined
  return (
    <Dialog
      title={t('factor.title')} onClose={() => onDone(false)} onSubmit={() => give.mutate()}
      actions={<><Button kind="primary" submit busy={give.isPending}>{t(key ? 'factor.go_on' : 'factor.give')}</Button><Button kind="quiet" onPress={() => onDone(false)}>{t('factor.cancel')}</Button></>}
    >
      <p>{t('factor.why')}</p>
      {key ? <>{error ? <Notice kind="error">{error}</Notice> : null}<p className="muted">{t('factor.training')}</p></> : <FactorFields value={typed} onChange={setTyped} error={error} />}
    </Dialog>
  )
}
