import type { ReactNode } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Step } from './engine.ts'

/** One part of the assistant, with how much of it is still to be decided. */
export function Part({ step, open, children }: { readonly step: Step; readonly open: number; readonly children: ReactNode }) {
  const { t } = useWords()
  return (
    <section id={`part-${step}`} className="part" aria-labelledby={`part-${step}-head`} tabIndex={-1}>
      <div className="section-head">
        <h2 id={`part-${step}-head`}>{t(`upload.part_${step}`)}</h2>
        {open > 0 ? <span className="badge is-warn">{t('upload.open', { count: open })}</span> : <span className="badge is-ok">{t('upload.decided')}</span>}
        <p>{t(`upload.part_${step}_words`)}</p>
      </div>
      {children}
    </section>
  )
}
