import { call } from '../api/call.ts'
import { queryClient } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import { go } from '../router/go.ts'
import { Button } from '../ui/button.tsx'

/** Ends this session, and forgets on this device what it showed. */
export function SignOut() {
  const { t } = useWords()
  const leave = async () => {
    await call('session', 'signOut').catch(() => undefined)
    queryClient.clear()
    await go({ to: '/' })
  }
  return <Button kind="quiet" small onPress={() => void leave()}>{t('shell.sign_out')}</Button>
}
