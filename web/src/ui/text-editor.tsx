import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Move } from './code-picker.tsx'

export type TextEditorProps = { readonly label: string; readonly text: string; readonly isNumber?: boolean; readonly maxLength: number; readonly onCommit: (text: string, move: Move) => void; readonly onCancel: () => void }

/** A cell being written: Enter and Tab keep it and move on, Escape leaves it as it was. */
export function TextEditor({ label, text: before, isNumber, maxLength, onCommit, onCancel }: TextEditorProps) {
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  const [text, setText] = useState(before)
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(before.length, before.length)
  }, [before])
  const finish = (move: Move) => {
    if (done.current) return
    done.current = true
    onCommit(text, move)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') { done.current = true; return onCancel() }
    if (event.key !== 'Enter' && event.key !== 'Tab') return
    event.preventDefault()
    finish(event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : event.shiftKey ? 'left' : 'right')
  }
  return <input ref={field} className="cell-editor" aria-label={label} value={text} inputMode={isNumber ? 'decimal' : 'text'} maxLength={maxLength} autoComplete="off" onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} onBlur={() => finish('stay')} />
}
