import { useId, useState } from 'react'
import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'

type PasswordFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string
  /** `new-password` lets the browser propose one. */
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password, hidden until its writer wants to see it: long ones are mistyped otherwise. */
export function PasswordField({ label, value, onChange, hint, error, autoComplete }: PasswordFieldProps) {
  const { t } = useWords()
  const id = useId()
  const [shown, setShown] = useState(false)
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field is-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <div className="input-with">
        <input className="input" id={id} type={shown ? 'text' : 'password'} autoComplete={autoComplete} value={value} onChange={(event) => onChange(event.target.value)} required maxLength={200} spellCheck={false} autoCapitalize="none" aria-describedby={told || undefined} aria-invalid={error ? true : undefined} />
        <Button icon="eye" label={t(shown ? 'password.hide' : 'password.show')} pressed={shown} onPress={() => setShown(!shown)}>{null}</Button>
      </div>
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
    </div>
  )
}
