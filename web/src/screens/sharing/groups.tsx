import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { members, useMemberName } from '../../api/members.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Loaded, Notice } from '../../ui/page.tsx'

/** Groups that the own state belongs to. Nobody else learns that they are there. */
export function Groups({ own, may }: { readonly own: string; readonly may: boolean }) {
  const { t } = useWords()
  const name = useMemberName()
  const [making, make] = useState(false)
  const groups = useQuery(read('sharing', 'listGroups'))
  return (
    <section>
      <div className="section-head"><h2>{t('sharing.groups')}</h2><p>{t('sharing.groups_words')}</p>{may ? <Button small icon="plus" onPress={() => make(true)}>{t('sharing.make_group')}</Button> : null}</div>
      <Loaded of={groups}>{(data) => (data.groups.length === 0 ? <p className="muted">{t('sharing.no_groups')}</p> : (
        <ul className="tiles">
          {data.groups.map((group) => (
            <li className="card" key={`${group.made_by}/${group.group}`}>
              <h3>{group.group}</h3>
              <p className="small muted">{t('sharing.made_by', { member: name(group.made_by) })} · {t(group.with_cau ? 'sharing.with_cau' : 'sharing.without_cau')}</p>
              <ul className="seen-by">{group.members.map((member) => <li key={member} className={member === own ? 'is-you' : undefined}>{name(member)}</li>)}</ul>
            </li>
          ))}
        </ul>
      ))}</Loaded>
      {making ? <GroupDialog own={own} onClose={() => make(false)} /> : null}
    </section>
  )
}

function GroupDialog({ own, onClose }: { readonly own: string; readonly onClose: () => void }) {
  const { t } = useWords()
  const all = useQuery(members).data?.members.filter(({ code, kind, left }) => code !== own && kind !== 'secretariat' && left === null) ?? []
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [withCau, setWithCau] = useState(false)
  const make = useMutation({
    mutationFn: () => call('sharing', 'makeGroup', { body: { name: name.trim(), members: [own, ...chosen], with_cau: withCau } }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      await renew('sharing')
      onClose()
    },
  })
  const toggle = (code: string) => setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
  return (
    <Dialog title={t('sharing.make_group')} onClose={onClose} onSubmit={() => make.mutate()} actions={<><Button kind="primary" submit busy={make.isPending} disabled={name.trim() === '' || chosen.length === 0}>{t('sharing.make')}</Button><Button kind="quiet" onPress={onClose}>{t('sharing.cancel')}</Button></>}>
      <p>{t('sharing.group_words')}</p>
      <Field label={t('sharing.group_name')} hint={t('sharing.group_name_hint')} value={name} onChange={setName} maxLength={60} required />
      <fieldset>
        <legend><strong>{t('sharing.group_members')}</strong></legend>
        <div className="choices">{all.map((member) => <label className="choice" key={member.code}><input type="checkbox" checked={chosen.includes(member.code)} onChange={() => toggle(member.code)} /><span>{member.name}</span></label>)}</div>
      </fieldset>
      <label className="choice"><input type="checkbox" checked={withCau} onChange={() => setWithCau(!withCau)} /><span>{t('sharing.add_cau')}</span><span className="hint">{t('sharing.add_cau_hint')}</span></label>
      {make.error ? <Notice kind="error">{sentenceOf(make.error, t)}</Notice> : null}
    </Dialog>
  )
}
