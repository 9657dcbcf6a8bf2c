import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { CodePicker } from '../../ui/code-picker.tsx'
import type { CodeOption } from '../../ui/code-search.ts'
import { Button } from '../../ui/button.tsx'

export type CodeChoiceProps = {
  /** What is decided, for who does not see where the choice stands. */
  readonly label: string
  readonly candidates: readonly { readonly code: string; readonly name: string }[]
  readonly options: readonly CodeOption[]
  readonly onChoose: (code: string) => void
  /** The rows may be left out. */
  readonly onLeave?: () => void
}

/** A word to decide: the nearest codes as buttons, any other code by name, or its rows left out. Nothing is chosen beforehand. */
export function CodeChoice({ label, candidates, options, onChoose, onLeave }: CodeChoiceProps) {
  const { t } = useWords()
  const [picking, setPicking] = useState(false)
  const pick = (text: string) => {
    setPicking(false)
    if (options.some(({ id }) => id === text)) onChoose(text)
  }
  return (
    <fieldset className="chips" aria-label={label}>
      {candidates.map(({ code, name }) => <button type="button" key={code} className="chip" onClick={() => onChoose(code)}>{name} <span className="code quiet">{code}</span></button>)}
      {picking
        ? <span className="code-field"><CodePicker label={label} options={options} code="" typed="" none={t('upload.no_code')} onCommit={pick} onCancel={() => setPicking(false)} /></span>
        : options.every(({ id }) => candidates.some(({ code }) => code === id)) ? null : <button type="button" className="chip is-add" aria-label={`${label}: ${t('upload.other_code')}`} onClick={() => setPicking(true)}>{t('upload.other_code')}</button>}
      {onLeave ? <Button small kind="quiet" onPress={onLeave}>{t('upload.leave_rows')}</Button> : null}
    </fieldset>
  )
}
