import { UNIT_KINDS, type UnitKind } from '@openvrs/core/sharing/units.ts'
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
import { MOST, readPosition } from './position.ts'
import { PostFields, postOf } from './post-fields.tsx'
import type { Unit } from './units.tsx'

/** A unit has a name for people and a short code for files, which is proposed from the name and stays; what it is and where it stands may change. */
export function UnitDialog({ own, unit, onClose }: { readonly own: string; /** Undefined: a new one. */ readonly unit?: Unit; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [name, setName] = useState(unit?.name ?? '')
  const [typed, setTyped] = useState<string>()
  const [kind, setKind] = useState<UnitKind>(unit?.kind ?? 'police')
  const [post, setPost] = useState({ way: unit?.post ? (unit.post.place ?? 'other') : '', name: unit?.post && !unit.post.place ? unit.post.name : '', country: (unit?.post && !unit.post.place ? unit.post.country : null) ?? own })
  const [position, setPosition] = useState({ latitude: String(unit?.position?.latitude ?? ''), longitude: String(unit?.position?.longitude ?? '') })
  const [key] = useState(() => crypto.randomUUID())
  const code = typed ?? codeFrom(name)
  const where = readPosition(position)
  const keep = useMutation({
    mutationFn: () => withFactor(() => {
      const said = { name: name.trim(), kind, post: postOf(post), position: where.ok ? where.position : null }
      return unit ? call('units', 'change', { params: { unit: unit.code }, body: said }) : call('units', 'add', { body: { code, ...said } }, { key: `${key}-${JSON.stringify([code, said])}`.slice(0, 200) })
    }),
    onSuccess: (done) => {
      if (!done) return
      void renew('units')
      onClose()
    },
  })
  const wrong = (at: keyof typeof MOST) => (where.ok || where.at !== at ? undefined : where.why === 'both' ? t('members.unit_position_both') : t('members.unit_position_range', { most: MOST[at] }))
  return (
    <Dialog
      title={unit ? t('members.unit_edit_title', { name: unit.name }) : t('members.unit_add')} onClose={onClose} onSubmit={() => { if (where.ok) keep.mutate() }}
      actions={<><Button kind="primary" submit busy={keep.isPending}>{t(unit ? 'members.unit_save' : 'members.unit_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {keep.error ? <Notice kind="error">{sentenceOf(keep.error, t)}</Notice> : null}
      <Field label={t('members.unit_name')} hint={t('members.unit_name_hint')} maxLength={120} value={name} onChange={setName} required focused />
      {unit ? null : <Field label={t('members.code')} hint={t('members.unit_code_hint')} maxLength={30} value={code} onChange={(text) => setTyped(codeFrom(text))} required />}
      <Select label={t('members.unit_kind')} value={kind} options={UNIT_KINDS.map((one) => ({ value: one, text: t(`members.unit_kind.${one}`) }))} onChange={(value) => setKind(UNIT_KINDS.find((one) => one === value) ?? 'other')} />
      <PostFields own={own} post={post} onChange={setPost} />
      <div className="halves">
        <Field label={t('members.unit_latitude')} hint={t('members.unit_latitude_hint')} error={wrong('latitude')} maxLength={14} value={position.latitude} onChange={(latitude) => setPosition({ ...position, latitude })} />
        <Field label={t('members.unit_longitude')} hint={t('members.unit_longitude_hint')} error={wrong('longitude')} maxLength={14} value={position.longitude} onChange={(longitude) => setPosition({ ...position, longitude })} />
      </div>
    </Dialog>
  )
}
