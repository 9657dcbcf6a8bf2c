import { useWords } from '../i18n/use.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'

/** What somebody types as their second factor. */
export type TypedFactor = { readonly kind: 'code' | 'recovery'; readonly text: string }
export const noFactor: TypedFactor = { kind: 'code', text: '' }

/** What the API takes: spaces, as authenticators show them, are left out. */
export const givenOf = ({ kind, text }: TypedFactor): { code: string } | { recovery_code: string } =>
  (kind === 'code' ? { code: text.replaceAll(/\s/g, '') } : { recovery_code: text.trim() })

/** The code of the authenticator, or instead of it one of the recovery codes. */
export function FactorFields({ value, onChange, error }: { readonly value: TypedFactor; readonly onChange: (value: TypedFactor) => void; readonly error?: string }) {
  const { t } = useWords()
  const recovery = value.kind === 'recovery'
  return (
    <div className="stack is-tight">
      <Field
        key={value.kind} label={t(recovery ? 'factor.recovery' : 'factor.code')} hint={t(recovery ? 'factor.recovery_hint' : 'factor.code_hint')} error={error}
        inputMode={recovery ? 'text' : 'numeric'} autoComplete="one-time-code" maxLength={recovery ? 20 : 9} value={value.text} onChange={(text) => onChange({ ...value, text })} required focused
      />
      <p><Button kind="quiet" small onPress={() => onChange({ kind: recovery ? 'code' : 'recovery', text: '' })}>{t(recovery ? 'factor.use_code' : 'factor.use_recovery')}</Button></p>
    </div>
  )
}
