import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { members } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { Unit } from './units.tsx'

/** Asks another member which of its units faces this one. */
export function CounterpartDialog({ unit, own, onClose }: { readonly unit: Unit; readonly own: string; readonly onClose: () => void }) {
  const { t, language } = useWords()
  const { withFactor } = useFreshFactor()
  const [member, setMember] = useState('')
  const [key] = useState(() => crypto.randomUUID())
  const rows = useQuery(members).data?.members ?? []
  const others = rows.filter((one) => one.code !== own && one.left === null && one.had_focal_point && one.kind !== 'secretariat').toSorted((a, b) => a.name.localeCompare(b.name, language))
  const ask = useMutation({
    mutationFn: () => withFactor(() => call('counterparts', 'propose', { body: { unit: unit.code, member } }, { key: `${key}-${member}` })),
    onSuccess: (done) => {
      if (!done) return
      void renew('counterparts')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('members.counterpart_ask_title', { name: unit.name })} onClose={onClose} onSubmit={() => { if (member !== '') ask.mutate() }}
      actions={<><Button kind="primary" submit busy={ask.isPending} disabled={member === ''}>{t('members.counterpart_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {ask.error ? <Notice kind="error">{sentenceOf(ask.error, t)}</Notice> : null}
      <Select label={t('members.counterpart_member')} ask={t('members.counterpart_choose')} value={member} options={others.map(({ code, name }) => ({ value: code, text: name }))} onChange={setMember} />
      <p className="muted">{t('members.counterpart_ask_words', { name: unit.name })}</p>
    </Dialog>
  )
}
