import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { hrefOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Notice } from '../../ui/page.tsx'
import { checkProof, type ProofVerdict } from './check-proof.ts'
import type { Checked } from './verify.ts'

type Props = { readonly chain: string | undefined; /** The chain as it is now, once it was verified. */ readonly now: Checked | undefined; readonly onChosen: () => void }

/** The proof of the last day to take away, and a kept one held against the chain as it is now. The file stays on this device. */
export function DayProofs({ chain, now, onChosen }: Props) {
  const { t, day } = useWords()
  const id = useId()
  const query = chain === undefined ? {} : { query: { chain } }
  const last = useQuery({ ...read('audit', 'proof', query), retry: false })
  const [file, setFile] = useState<{ readonly name: string; readonly text: string }>()
  const verdict = useQuery<ProofVerdict>({ queryKey: ['audit', 'kept proof', file, now?.verdict], enabled: file !== undefined && now !== undefined, queryFn: () => checkProof(file!.text, now!) })
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return
    onChosen()
    setFile({ name: chosen.name, text: await chosen.text() })
  }
  return (
    <section>
      <div className="section-head"><h2>{t('audit.proof_title')}</h2></div>
      <div className="card stack">
        <p>{t('audit.proof_words')}</p>
        {last.data
          ? <p><a className="btn" href={hrefOf('audit', 'proof', query)} download={`audit-proof-${last.data.leaf.day}.json`}><span className="icon i-download" aria-hidden="true" />{t('audit.proof_take', { day: day(last.data.leaf.day) })}</a></p>
          : <p className="muted">{last.isError ? t('audit.proof_none') : '\u00a0'}</p>}
        <div className="field">
          <label htmlFor={id}>{t('audit.proof_file')}</label>
          <input className="input" id={id} type="file" accept=".json,application/json" aria-describedby={`${id}-hint`} onChange={(event) => void choose(event.target.files?.[0])} />
          <p className="hint" id={`${id}-hint`}>{t('audit.check_hint')}</p>
        </div>
        <div aria-live="polite">{file && verdict.data ? <Said name={file.name} verdict={verdict.data} /> : null}</div>
      </div>
    </section>
  )
}

function Said({ name, verdict: { kind, day: taken } }: { readonly name: string; readonly verdict: ProofVerdict }) {
  const { t, day } = useWords()
  return <Notice kind={kind === 'holds' ? 'ok' : kind === 'unsupported' ? 'warn' : 'error'}><p><strong>{name}:</strong> {t(`audit.proof.${kind}`, { day: taken ? day(taken) : '' })}</p></Notice>
}
