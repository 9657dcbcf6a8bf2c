import type { Declarations as Said } from '@openvrs/core/report/declarations.ts'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type InputOf } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Declared } from '../../ui/declared.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'

type DeclarationsProps = { readonly report: string; readonly dataflow: string; readonly declarations: Said; readonly collection: Collection; readonly canEdit: boolean }

/** What the section says about its figures, and the way to say it differently. */
export function Declarations({ report, dataflow, declarations, collection, canEdit }: DeclarationsProps) {
  const { t } = useWords()
  const [isOpen, open] = useState(false)
  return (
    <p className="declared small">
      <strong>{t('declared.title')}</strong> <Declared declarations={declarations} /> {canEdit ? <Button small kind="quiet" onPress={() => open(true)}>{t('declared.change')}</Button> : null}
      {isOpen ? <DeclareDialog report={report} dataflow={dataflow} before={declarations} asksProfit={asks(collection, dataflow, 'profit_element')} onClose={() => open(false)} /> : null}
    </p>
  )
}

/** Whether a rule of the dataflow reads this declaration. */
const asks = (collection: Collection, dataflow: string, name: string): boolean =>
  collection.rules.some((rule) => rule.kind === 'declared' && rule.parameters['declaration'] === name && (rule.dataflows?.includes(dataflow) ?? true))

type Change = NonNullable<InputOf<'reports', 'declare'>['body']>

function DeclareDialog({ report, dataflow, before, asksProfit, onClose }: { readonly report: string; readonly dataflow: string; readonly before: Said; readonly asksProfit: boolean; readonly onClose: () => void }) {
  const { t } = useWords()
  const [said, setSaid] = useState<Said>(before)
  const set = (name: keyof Said) => (value: string) => setSaid((now) => ({ ...now, [name]: value }))
  const keep = useMutation({
    mutationFn: () => call('reports', 'declare', { params: { report, dataflow }, body: bodyOf(said) }),
    onSuccess: async () => {
      await renew('reports')
      onClose()
    },
  })
  const choices = (name: string, of: readonly string[]) => [{ value: '', text: t('declared.not_said') }, ...of.map((value) => ({ value, text: t(`declared.${name}_${value}`) }))]
  const differs = said.def_conform === 'N' || said.def_conform === 'partly'
  return (
    <Dialog
      title={t('declared.title')} onClose={onClose} onSubmit={() => keep.mutate()}
      actions={<><Button kind="primary" submit busy={keep.isPending} disabled={differs && !said.def_note?.trim()}>{t('declared.keep')}</Button><Button onPress={onClose}>{t('report.cancel')}</Button></>}
    >
      {keep.error ? <Notice kind="error">{sentenceOf(keep.error, t)}</Notice> : null}
      <p>{t('declared.words')}</p>
      <Select label={t('declared.source')} value={said.source_type ?? ''} options={choices('source', ['administrative', 'survey', 'estimate'])} onChange={set('source_type')} />
      <Select label={t('declared.conform')} value={said.def_conform ?? ''} options={choices('conform', ['Y', 'partly', 'N'])} onChange={set('def_conform')} />
      <Field label={t('declared.note')} hint={t('declared.note_hint')} maxLength={2000} value={said.def_note ?? ''} onChange={set('def_note')} required={differs} />
      <Field label={t('declared.coverage')} hint={t('declared.coverage_hint')} maxLength={2000} value={said.coverage ?? ''} onChange={set('coverage')} />
      {asksProfit ? <Select label={t('declared.profit')} value={said.profit_element ?? ''} options={choices('profit', ['Y', 'N'])} onChange={set('profit_element')} /> : null}
    </Dialog>
  )
}

/** An empty answer takes a declaration away. */
const bodyOf = ({ source_type, def_conform, def_note, coverage, profit_element }: Said): Change => ({
  source_type: (source_type || null) as Change['source_type'], def_conform: (def_conform || null) as Change['def_conform'], def_note: def_note?.trim() || null, coverage: coverage?.trim() || null,
  profit_element: (profit_element || null) as Change['profit_element'],
})
