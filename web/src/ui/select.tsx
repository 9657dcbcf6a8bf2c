import { useId } from 'react'

export type Option = { readonly value: string; readonly text: string }
export type SelectProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly Option[]
  /** Shown while nothing is chosen; it cannot be chosen again. */
  readonly ask?: string
  readonly hint?: string
  readonly error?: string
  /** The label is read out and not shown, in tables and rows that say it otherwise. */
  readonly quiet?: boolean
  readonly disabled?: boolean
}

/** A labelled choice of one of a few: the system's own control, so that phones and screen readers do it their way. */
export function Select({ label, value, onChange, options, ask, hint, error, quiet, disabled }: SelectProps) {
  const id = useId()
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field is-error' : 'field'}>
      <label htmlFor={id} className={quiet ? 'visually-hidden' : undefined}>{label}</label>
      <select className="input" id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)} aria-describedby={told || undefined} aria-invalid={error ? true : undefined}>
        {ask !== undefined ? <option value="" disabled>{ask}</option> : null}
        {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
      </select>
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
    </div>
  )
}
