import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { me, queryClient } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { factorSentence } from './factor-sentence.ts'
import { FactorFields, givenOf, noFactor } from './factor-fields.tsx'

/** Asks for the second factor; `onDone(true)` once it was right. The session is a new one afterwards. */
export default function FactorDialog({ onDone }: { readonly onDone: (given: boolean) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(noFactor)
  const give = useMutation({
    mutationFn: () => call('session', 'reauthenticate', { body: givenOf(typed) }),
    onSuccess: (person) => {
      queryClient.setQueryData(me.queryKey, person)
      onDone(true)
    },
  })
  return (
    <Dialog
      title={t('factor.title')} onClose={() => onDone(false)} onSubmit={() => give.mutate()}
      actions={<><Button kind="primary" submit busy={give.isPending}>{t('factor.give')}</Button><Button kind="quiet" onPress={() => onDone(false)}>{t('factor.cancel')}</Button></>}
    >
      <p>{t('factor.why')}</p>
      <FactorFields value={typed} onChange={setTyped} error={give.error ? factorSentence(give.error, t) : undefined} />
    </Dialog>
  )
}
