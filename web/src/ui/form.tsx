import type { FormEvent, ReactNode } from 'react'
import { Notice } from './page.tsx'

/** A form that is sent by its button or the enter key; what was refused stands above the fields, which keep what was typed. */
export function Form({ onSubmit, error, children }: { readonly onSubmit: () => void; readonly error?: string; readonly children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return <form className="stack" onSubmit={submit}>{error ? <Notice kind="error">{error}</Notice> : null}{children}</form>
}
