import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { addPasskey, canUsePasskeys } from '../../api/passkeys.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'
import { passkeySentence } from '../../ui/passkey-button.tsx'
import { deviceOf } from './device.ts'

/** The devices that sign me in without password and code. */
export function Passkeys() {
  const { t, moment } = useWords()
  const { withFactor } = useFreshFactor()
  const passkeys = useQuery(read('passkeys', 'list'))
  const [adding, setAdding] = useState(false)
  const remove = useMutation({ mutationFn: (passkey: string) => withFactor(() => call('passkeys', 'remove', { params: { passkey } })), onSettled: () => renew('passkeys', 'session') })
  return (
    <section aria-labelledby="passkeys">
      <div className="section-head"><h2 id="passkeys">{t('account.passkeys')}</h2><p>{t('account.passkeys_words')}</p>{canUsePasskeys() ? <span className="push"><Button small icon="plus" onPress={() => setAdding(true)}>{t('account.passkey_add')}</Button></span> : null}</div>
      {remove.error ? <Notice kind="error">{passkeySentence(remove.error, t)}</Notice> : null}
      <Loaded of={passkeys}>
        {({ passkeys: rows }) => (rows.length === 0 ? <div className="empty"><p>{t('account.passkeys_none')}</p></div> : (
          <ul className="rows card is-flush is-wrapping">
            {rows.map((row) => (
              <li key={row.id}>
                <div className="body"><strong>{row.name}</strong><p>{row.used ? t('account.passkey_used', { made: moment(row.made), used: moment(row.used) }) : t('account.passkey_made', { made: moment(row.made) })} {row.synced ? t('account.passkey_synced') : ''}</p></div>
                <Button small busy={remove.isPending && remove.variables === row.id} onPress={() => remove.mutate(row.id)}>{t('account.passkey_remove')}<span className="visually-hidden"> {row.name}</span></Button>
              </li>
            ))}
          </ul>
        ))}
      </Loaded>
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [name, setName] = useState(() => deviceOf(navigator.userAgent).system ?? '')
  const add = useMutation({
    mutationFn: () => withFactor(() => addPasskey(name.trim())),
    onSuccess: (done) => {
      if (!done) return
      void renew('passkeys', 'session')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('account.passkey_add')} onClose={onClose} onSubmit={() => add.mutate()}
      actions={<><Button kind="primary" submit busy={add.isPending}>{t('account.passkey_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {add.error ? <Notice kind="error">{passkeySentence(add.error, t)}</Notice> : null}
      <p>{t('account.passkey_how')}</p>
      <Field label={t('account.passkey_name')} hint={t('account.passkey_name_hint')} maxLength={60} value={name} onChange={setName} required focused />
    </Dialog>
  )
}
