import { useRouter } from '@tanstack/react-router'
import { call } from '../api/call.ts'
import { queryClient } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { Button } from '../ui/button.tsx'

/** Ends this session, and forgets on this device what it showed. */
export function SignOut() {
  const { t } = useWords()
  const router = useRouter()
  const leave = async () => {
    await call('session', 'signOut').catch(() => undefined)
    queryClient.clear()
    await router.navigate({ to: '/' })
  }
  return <Button kind="quiet" small onPress={() => void leave()}>{t('shell.sign_out')}</Button>
}
