import { useId } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { Desk } from './desk.ts'
import { OPEN } from './draft.ts'
import { Part } from './part.tsx'

/** What others need to know to read the figures rightly: where they come from, and whether the definition is the same. */
export function AboutFigures({ desk }: { readonly desk: Desk }) {
  const { t } = useWords()
  const note = useId()
  const { draft, change } = desk
  const set = (field: string, value: string) => {
    const { [field]: _before, ...others } = draft.section
    change({ ...draft, section: value === '' ? others : { ...others, [field]: value } })
  }
  const valueOf = (field: string) => (draft.section[field] === OPEN ? '' : String(draft.section[field] ?? ''))
  const conform = valueOf('def_conform')
  return (
    <Part step="section" open={desk.open.section}>
      <div className="card stack">
        <div className="form-tiles">
          <Select label={t('upload.source')} ask={t('upload.ask')} value={valueOf('source_type')} options={['administrative', 'survey', 'estimate'].map((value) => ({ value, text: t(`upload.source_${value}`) }))} onChange={(value) => set('source_type', value)} />
          <Select label={t('upload.conform')} ask={t('upload.ask')} value={conform} options={['Y', 'partly', 'N'].map((value) => ({ value, text: t(`upload.conform_${value}`) }))} onChange={(value) => set('def_conform', value)} />
          {desk.flow.id === 'VRS_OFFENDER' || draft.section['profit_element'] !== undefined ? <Select label={t('upload.profit')} ask={t('upload.ask')} value={valueOf('profit_element')} options={['Y', 'N'].map((value) => ({ value, text: t(`upload.profit_${value}`) }))} onChange={(value) => set('profit_element', value)} /> : null}
        </div>
        {conform === 'N' || conform === 'partly' ? (
          <div className="field"><label htmlFor={note}>{t('upload.def_note')}</label><textarea className="input" id={note} rows={3} maxLength={2000} value={valueOf('def_note')} onChange={(event) => set('def_note', event.target.value)} aria-describedby={`${note}-hint`} /><p className="hint" id={`${note}-hint`}>{t('upload.def_note_hint')}</p></div>
        ) : null}
        <Field label={t('upload.coverage')} hint={t('upload.coverage_hint')} maxLength={2000} value={valueOf('coverage')} onChange={(value) => set('coverage', value)} />
      </div>
    </Part>
  )
}
