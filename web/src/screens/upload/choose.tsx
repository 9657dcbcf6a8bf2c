import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState, type DragEvent } from 'react'
import { collectionIn, nameIn } from '../../api/collection.ts'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { Unfit } from './fits.ts'

export type ChooseProps = {
  readonly person: Me
  readonly dataflow: string
  readonly onDataflow: (dataflow: string) => void
  readonly unit: string | undefined
  readonly onUnit: (unit: string) => void
  /** A report that is there has its unit. */
  readonly asksUnit: boolean
  readonly onFile: (file: File) => void
  readonly reading: File | undefined
  readonly onCancel: () => void
  readonly error: unknown
  /** Why the file that was chosen is not sent. */
  readonly unfitting: Unfit | undefined
}

/** Which kind of figures, and the file: dropped or picked. */
export function Choose({ person, dataflow, onDataflow, unit, onUnit, asksUnit, onFile, reading, onCancel, error, unfitting }: ChooseProps) {
  const { t, language } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [over, setOver] = useState(false)
  const flows = useQuery(collectionIn(language)).data?.dataflows ?? []
  const units = useQuery({ ...read('units', 'list'), enabled: asksUnit && person.role === 'focal_point' }).data?.units.filter(({ closed }) => closed === null) ?? []
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && dataflow !== '' && !reading) onFile(file)
  }
  return (
    <div className="stack choose">
      <Select label={t('upload.dataflow')} ask={t('upload.ask')} value={dataflow} options={flows.map(({ id: value, name }) => ({ value, text: nameIn(name, language, value) }))} onChange={onDataflow} hint={nameIn(flows.find((flow) => flow.id === dataflow)?.description, language)} disabled={reading !== undefined} />
      {units.length > 1 ? <Select label={t('upload.unit')} value={unit ?? person.unit} options={units.map(({ code, name }) => ({ value: code, text: name }))} onChange={onUnit} disabled={reading !== undefined} /> : null}
      {unfitting ? <Notice kind="error">{t(`upload.unfit_${unfitting.why}`, unfitting)}</Notice> : null}
      {error ? <Notice kind="error">{sentenceOf(error, t)}</Notice> : null}
      <div className="drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <span className="icon i-upload" aria-hidden="true" />
        {reading ? (
          <div className="job"><div><strong><bdi>{reading.name}</bdi></strong><p><output>{t('upload.reading')}</output></p></div><Button small kind="quiet" onPress={onCancel}>{t('upload.cancel')}</Button><progress aria-label={t('upload.reading')} /></div>
        ) : (
          <>
            <p><strong>{t('upload.drop')}</strong></p>
            <Button kind="primary" disabled={dataflow === ''} onPress={() => input.current?.click()}>{t('upload.pick')}</Button>
            <p className="small muted">{t(dataflow === '' ? 'upload.dataflow_first' : 'upload.drop_hint')}</p>
          </>
        )}
        <label htmlFor={id} className="visually-hidden">{t('upload.file')}</label>
        <input ref={input} id={id} type="file" className="visually-hidden" tabIndex={-1} accept=".csv,.tsv,.txt,.xlsx" disabled={dataflow === '' || reading !== undefined} onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) onFile(file)
        }} />
      </div>
    </div>
  )
}
