import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { me, queryClient } from '../../api/queries.ts'
import { become } from '../../api/training.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'

/** Opens from `./vrs training cast`: the address names the person; its fragment carries the key and reaches no log. */
export default function TrainingSignIn() {
  const { t } = useWords()
  const router = useRouter()
  const [signIn] = useState(() => new URLSearchParams(location.hash.slice(1)))
  const email = signIn.get('email') ?? ''
  const enter = useMutation({
    mutationFn: () => become(email, signIn.get('key') ?? ''),
    onSuccess: (person) => {
      queryClient.clear()
      queryClient.setQueryData(me.queryKey, person)
      return router.navigate({ to: '/home' })
    },
  })
  return (
    <Door title={t('training.title')} lede={t('training.lede')}>
      {email === '' ? <Notice kind="warn">{t('training.no_person')}</Notice> : (
        <section className="card stack">
          <p>{t('training.words')}<br /><strong className="ltr">{email}</strong></p>
          {enter.isError ? <Notice kind="error">{t('training.failed')}</Notice> : null}
          <Button kind="primary" wide busy={enter.isPending} onPress={() => enter.mutate()}>{t('training.button')}</Button>
        </section>
      )}
    </Door>
  )
}
