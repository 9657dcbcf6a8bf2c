import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useMemberName } from '../../api/members.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import type { Person } from './people.tsx'
import { ResetLink } from './reset-link.tsx'

const PARTS = ['password', 'factor'] as const

/** What somebody has lost. A peer makes the link at once, and it is shown once; the administrator asks for it. */
export function ResetDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useWords()
  const memberName = useMemberName()
  const { withFactor } = useFreshFactor()
  const [lost, setLost] = useState({ password: false, factor: false })
  const start = useMutation({
    mutationFn: () => withFactor(() => call('resets', 'start', { params: { person: person.person }, body: lost })),
    onSuccess: (done) => {
      void renew('resets')
      if (done && !done.link) onClose()
    },
  })
  const values = { name: person.name, member: memberName(person.member) }
  const none = !lost.password && !lost.factor
  const asks = person.reset === 'after_notice'
  if (start.data?.link) return <ResetLink name={person.name} link={start.data.link} onClose={onClose} />
  return (
    <Dialog
      title={t('members.reset_title', values)} onClose={onClose} onSubmit={() => { if (!none) start.mutate() }}
      actions={<><Button kind="primary" submit busy={start.isPending} disabled={none}>{t(asks ? 'members.reset_ask' : 'members.reset_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {start.error ? <Notice kind="error">{sentenceOf(start.error, t)}</Notice> : null}
      <Notice kind="warn">{t('members.reset_sure', values)}</Notice>
      <fieldset className="field">
        <legend className="visually-hidden">{t('members.reset_title', values)}</legend>
        {PARTS.map((part) => (
          <label className="choice" key={part}><input type="checkbox" checked={lost[part]} onChange={(event) => setLost({ ...lost, [part]: event.target.checked })} /><span>{t(`members.reset_${part}`)}</span><span className="hint">{t(`members.reset_${part}_words`)}</span></label>
        ))}
      </fieldset>
      <p className="muted">{t(asks ? 'members.reset_ask_words' : 'members.reset_holds', values)}</p>
    </Dialog>
  )
}
