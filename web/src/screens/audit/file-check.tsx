import { useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import { compareWith, verifyText, type Checked } from './verify.ts'

/** Holds a file that was exported once against itself and against the chain as it is now. The file stays on this device. */
export function FileCheck({ now, onChosen }: { readonly now: Checked | undefined; /** The chain as it is now is wanted beside the file. */ readonly onChosen: () => void }) {
  const { t } = useWords()
  const id = useId()
  const [file, setFile] = useState<{ readonly name: string; readonly checked?: Checked; readonly done: number }>()
  const check = async (chosen: File | undefined) => {
    if (!chosen) return
    onChosen()
    setFile({ name: chosen.name, done: 0 })
    const checked = await verifyText(await chosen.text(), (done) => setFile({ name: chosen.name, done }))
    setFile({ name: chosen.name, done: 1, checked })
  }
  return (
    <section>
      <div className="section-head"><h2>{t('audit.check_title')}</h2></div>
      <div className="card stack">
        <div className="field">
          <label htmlFor={id}>{t('audit.check_file')}</label>
          <input className="input" id={id} type="file" accept=".jsonl,.ndjson,application/x-ndjson" aria-describedby={`${id}-hint`} onChange={(event) => void check(event.target.files?.[0])} />
          <p className="hint" id={`${id}-hint`}>{t('audit.check_hint')}</p>
        </div>
        {file && !file.checked ? <progress max={1} value={file.done} aria-label={t('audit.verifying')} /> : null}
        {file?.checked ? <Said name={file.name} checked={file.checked} now={now} /> : null}
      </div>
    </section>
  )
}

function Said({ name, checked: { verdict, entries }, now }: { readonly name: string; readonly checked: Checked; readonly now: Checked | undefined }) {
  const { t } = useWords()
  if (!verdict.ok) return <Notice kind="error"><p><strong>{name}:</strong> {t('audit.file_broken', { at: verdict.brokenAt })} {t(`audit.reason.${verdict.reason}`)}</p></Notice>
  const compared = now?.verdict.ok ? compareWith({ verdict, entries }, now) : undefined
  const differs = compared?.kind === 'differs'
  return (
    <Notice kind={differs ? 'error' : 'ok'}>
      <p><strong>{name}:</strong> {t('audit.file_holds', { count: verdict.entries })} {compared ? t(`audit.compared.${compared.kind}`, compared.kind === 'grown' ? { by: compared.by } : {}) : ''}</p>
    </Notice>
  )
}
