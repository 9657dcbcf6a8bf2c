import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { Button } from '../../ui/button.tsx'
import { FactorFields, givenOf, noFactor } from '../../ui/factor-fields.tsx'
import { factorSentence } from '../../ui/factor-sentence.ts'
import { Form } from '../../ui/form.tsx'

/** The second step of every way in, whatever the first was. */
export function Factor({ ticket, lede, onIn, onBack }: { readonly ticket: string; readonly lede: string; readonly onIn: (person: Me) => void; readonly onBack: () => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(noFactor)
  const step = useMutation({ mutationFn: () => call('session', 'factor', { body: { ticket, ...givenOf(typed) } }), onSuccess: onIn })
  return (
    <Door title={t('sign_in.factor_title')} lede={lede}>
      <Form onSubmit={() => step.mutate()}>
        <FactorFields value={typed} onChange={setTyped} error={step.error ? factorSentence(step.error, t) : undefined} />
        <p className="row"><Button kind="primary" submit busy={step.isPending}>{t('sign_in.sign_in')}</Button><Button kind="quiet" onPress={onBack}>{t('sign_in.back')}</Button></p>
      </Form>
    </Door>
  )
}
