import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { codeFrom } from './code-from.ts'
import type { Member } from './member-list.tsx'

const KINDS = ['state', 'territory', 'organisation'] as const

/** Adds a member; its first focal point is invited next. */
export function MemberDialog({ onAdded, onClose }: { readonly onAdded: (member: Member) => void; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [kind, setKind] = useState<typeof KINDS[number]>('state')
  const [key] = useState(() => crypto.randomUUID())
  const add = useMutation({
    mutationFn: () => withFactor(() => call('people', 'addMember', { body: { code, name: name.trim(), kind } }, { key: `${key}-${code}` })),
    onSuccess: (member) => {
      if (!member) return
      void renew('people')
      onAdded(member)
    },
  })
  return (
    <Dialog
      title={t('members.add')} onClose={onClose} onSubmit={() => add.mutate()}
      actions={<><Button kind="primary" submit busy={add.isPending}>{t('members.add_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {add.error ? <Notice kind="error">{sentenceOf(add.error, t)}</Notice> : null}
      <Field label={t('members.name')} maxLength={120} value={name} onChange={setName} required focused />
      <Field label={t('members.code')} hint={t('members.code_hint')} minLength={2} maxLength={20} value={code} onChange={(text) => setCode(codeFrom(text).slice(0, 20))} required />
      <Select label={t('members.kind')} value={kind} options={KINDS.map((one) => ({ value: one, text: t(`members.kind_${one}`) }))} onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'state')} />
    </Dialog>
  )
}
