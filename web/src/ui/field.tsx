import { useEffect, useId, useRef, type HTMLInputTypeAttribute } from 'react'

export type FieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string
  readonly type?: HTMLInputTypeAttribute
  readonly autoComplete?: string
  readonly required?: boolean
  readonly inputMode?: 'text' | 'numeric' | 'email'
  readonly minLength?: number
  readonly maxLength?: number
  /** For the first field of what just opened. */
  readonly focused?: boolean
}

/** A labelled line of text; hint and error are read out with it. */
export function Field({ label, value, onChange, hint, error, focused, ...rest }: FieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focused) input.current?.focus()
  }, [focused])
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field is-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input ref={input} className="input" id={id} value={value} onChange={(event) => onChange(event.target.value)} aria-describedby={told || undefined} aria-invalid={error ? true : undefined} {...rest} />
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
    </div>
  )
}
