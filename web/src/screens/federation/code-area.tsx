import { useId } from 'react'

type CodeAreaProps = { readonly label: string; readonly hint: string; readonly rows: number; readonly value: string; readonly onChange: (value: string) => void }

/** A labelled place for what machines wrote: letters of one width, from left to right in every language. */
export function CodeArea({ label, hint, rows, value, onChange }: CodeAreaProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea className="input is-code ltr" id={id} rows={rows} required spellCheck={false} value={value} onChange={(event) => onChange(event.target.value)} aria-describedby={`${id}-hint`} />
      <p className="hint" id={`${id}-hint`}>{hint}</p>
    </div>
  )
}
