import { isLanguage, type Language } from '@openvrs/core/i18n/languages.ts'
import { rolesOf } from '@openvrs/core/sharing/people.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { LANGUAGES } from '../../i18n/index.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Invited } from './invited.tsx'
import { RoleAndUnit } from './role-and-unit.tsx'
import type { Unit } from './units.tsx'

type InviteDialogProps = {
  readonly member: string
  readonly units: readonly Unit[]
  /** For a member that never had a focal point: its name; the role is settled then. */
  readonly first?: string
  readonly onClose: () => void
}

/** Invites a person, and shows the address to hand over, once. */
export function InviteDialog({ member, units, first, onClose }: InviteDialogProps) {
  const { t, language: own } = useWords()
  const { withFactor } = useFreshFactor()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState(first ? 'focal_point' as const : rolesOf(member)[0]!)
  const [unit, setUnit] = useState('MAIN')
  const [language, setLanguage] = useState<Language>(isLanguage(own) ? own : 'en')
  const invite = useMutation({ mutationFn: () => withFactor(() => call('people', 'invite', { body: { email: email.trim(), member, role, unit, language } })), onSuccess: () => renew('people') })
  if (invite.data) return <Invited invitation={invite.data} onClose={onClose} />
  return (
    <Dialog
      title={first ? t('members.invite_first_title', { member: first }) : t('members.invite')} onClose={onClose} onSubmit={() => invite.mutate()}
      actions={<><Button kind="primary" submit busy={invite.isPending}>{t('members.invite_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {invite.error ? <Notice kind="error">{sentenceOf(invite.error, t)}</Notice> : null}
      {first ? <p>{t('members.invite_first_words', { member: first })}</p> : null}
      <Field label={t('members.email')} hint={t('members.email_hint')} type="email" autoComplete="off" maxLength={254} value={email} onChange={setEmail} required focused />
      {first ? null : <RoleAndUnit member={member} units={units} role={role} unit={unit} onRole={setRole} onUnit={setUnit} />}
      <Select label={t('members.invite_language')} hint={t('members.invite_language_hint')} value={language} options={Object.entries(LANGUAGES).map(([value, text]) => ({ value, text }))} onChange={(value) => setLanguage(isLanguage(value) ? value : 'en')} />
    </Dialog>
  )
}
