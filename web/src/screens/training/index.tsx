import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'

/** Opens from `./vrs training cast`: the address names the person; its fragment carries the key and reaches no log. */
export default function TrainingSignIn() {
  const { t } = useWords()
  const router = useRouter()
  const [signIn] = useState(() => new URLSearchParams(location.hash.slice(1)))
  const email = signIn.get('email') ?? ''
  const become = useMutation({
    mutationFn: () => call('training', 'become', { body: { email, key: signIn.get('key') ?? '' } }),
    onSuccess: (person) => {
      queryClient.clear()
      queryClient.setQueryData(me.queryKey, person)
      return router.navigate({ to: '/home' })
    },
  })
  return (
    <div className="front">
      <main id="main" className="stack">
        <h1>{t('training.title')}</h1>
        <p className="read">{t('training.words')} <strong>{email}</strong>.</p>
        {become.isError ? <Notice kind="error">{t('training.failed')}</Notice> : null}
        <p><Button kind="primary" busy={become.isPending} onPress={() => become.mutate()}>{t('training.button')}</Button></p>
      </main>
    </div>
  )
}
