import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { PasswordDialog } from './password-dialog.tsx'

export function Password({ email }: { readonly email: string }) {
  const { t } = useWords()
  const [state, setState] = useState<'still' | 'changing' | 'changed'>('still')
  return (
    <section className="card" aria-labelledby="password">
      <h2 id="password">{t('account.password')}</h2>
      <div className="stack is-tight">
        {state === 'changed' ? <Notice kind="ok">{t('account.password_changed')}</Notice> : <p className="small muted">{t('account.password_words')}</p>}
        <p><Button small onPress={() => setState('changing')}>{t('account.password_change')}</Button></p>
      </div>
      {state === 'changing' ? <PasswordDialog email={email} onDone={(changed) => setState(changed ? 'changed' : 'still')} /> : null}
    </section>
  )
}
