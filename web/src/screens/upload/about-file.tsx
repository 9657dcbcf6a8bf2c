import { useWords } from '../../i18n/use.ts'
import { Select } from '../../ui/select.tsx'
import type { Desk } from './desk.ts'
import { OPEN } from './draft.ts'
import { Part } from './part.tsx'

/** How the file is written: its letters and its numbers. Asked where the bytes do not tell. */
export function AboutFile({ desk }: { readonly desk: Desk }) {
  const { t } = useWords()
  const { draft, change, glimpse } = desk
  const { ENCODINGS, NUMBER_STYLES } = desk.engine
  const set = (field: string, value: string) => change({ ...draft, file: { ...draft.file, [field]: value } })
  const valueOf = (field: string) => (draft.file[field] === OPEN ? '' : String(draft.file[field] ?? ''))
  const likely = [...glimpse.encodings, ...ENCODINGS.filter((encoding) => !glimpse.encodings.includes(encoding))]
  return (
    <Part step="file" open={desk.open.file}>
      <div className="card form-tiles">
        {glimpse.encodings.length > 0 ? <Select label={t('upload.encoding')} ask={t('upload.ask')} value={valueOf('encoding') || (draft.file['encoding'] === OPEN ? '' : 'utf-8')} options={likely.map((value) => ({ value, text: value }))} onChange={(value) => set('encoding', value)} /> : null}
        <Select label={t('upload.numbers')} hint={t('upload.numbers_hint')} ask={t('upload.ask')} value={valueOf('numbers') || (draft.file['numbers'] === OPEN ? '' : '1234.5')} options={NUMBER_STYLES.map((value) => ({ value: value as string, text: value }))} onChange={(value) => set('numbers', value)} />
      </div>
    </Part>
  )
}
