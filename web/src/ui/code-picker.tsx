/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events -- no tag of HTML is a field with a list of codes; the field has the keys of the list */
import '../look/sheet.css'
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { createPortal } from 'react-dom'
import { searchCodes, type CodeOption } from './code-search.ts'

/** Where to go after a choice: a grid moves on, a form stays. */
export type Move = 'down' | 'up' | 'right' | 'left' | 'stay'

export type CodePickerProps = {
  readonly label: string
  readonly options: readonly CodeOption[]
  /** The code that is chosen now; empty where none is. */
  readonly code: string
  /** What stands there and is no code; it is put right or typed over. */
  readonly word?: string
  /** Typed already, in the place of what was there. */
  readonly typed?: string
  /** Said where nothing fits. */
  readonly none: string
  /** The code chosen, or, where nothing fits, the words as they were typed. */
  readonly onCommit: (text: string, move: Move) => void
  readonly onCancel: () => void
}

/** A field that chooses a code by code or by name: type, arrows, Enter or Tab; Escape leaves it as it was. */
export function CodePicker({ label, options, code, word, typed, none, onCommit, onCancel }: CodePickerProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  const [text, setText] = useState<string | null>(typed ?? word ?? null)
  const shown = useMemo(() => searchCodes(options, text ?? '', text === null ? options.length : 60), [options, text])
  const [at, setAt] = useState(() => Math.max(-1, text === null ? shown.findIndex((option) => option.id === code) : 0))
  const active = shown[at]

  useLayoutEffect(() => {
    field.current?.focus()
    if (typed === undefined) field.current?.select()
    else field.current?.setSelectionRange(typed.length, typed.length)
  }, [typed])

  const finish = (value: string, move: Move) => {
    if (done.current) return
    done.current = true
    onCommit(value, move)
  }
  const take = (move: Move) => finish(active && (text === null || text.trim() !== '' || at > 0) ? active.id : (text ?? code), move)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    const steps: Record<string, () => void> = {
      ArrowDown: () => setAt(Math.min(at + 1, shown.length - 1)),
      ArrowUp: () => setAt(Math.max(at - 1, 0)),
      PageDown: () => setAt(Math.min(at + 8, shown.length - 1)),
      PageUp: () => setAt(Math.max(at - 8, 0)),
      Enter: () => take(event.shiftKey ? 'up' : 'down'),
      Tab: () => take(event.shiftKey ? 'left' : 'right'),
      Escape: () => { done.current = true; onCancel() },
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }
  return (
    <>
      <input
        ref={field} className="cell-editor" role="combobox" aria-label={label} aria-expanded="true" aria-autocomplete="list" aria-controls={`${id}-list`} aria-activedescendant={active ? `${id}-${at}` : undefined}
        autoComplete="off" spellCheck={false} value={text ?? options.find((option) => option.id === code)?.name ?? code} onKeyDown={onKeyDown}
        onChange={(event) => { setText(event.target.value); setAt(0) }}
        onBlur={() => { if (text === null) { if (!done.current) { done.current = true; onCancel() } } else finish(options.find((o) => o.name === text)?.id ?? text, 'stay') }}
      />
      <Options id={id} label={label} none={none} shown={shown} at={at} onChoose={(option) => finish(option.id, 'stay')} />
    </>
  )
}

type OptionsProps = { readonly id: string; readonly label: string; readonly none: string; readonly shown: readonly CodeOption[]; readonly at: number; readonly onChoose: (option: CodeOption) => void }

/** The list under the field, above everything else, on the side where there is room. */
function Options({ id, label, none, shown, at, onChoose }: OptionsProps) {
  const list = useRef<HTMLUListElement>(null)
  useLayoutEffect(() => {
    const box = list.current
    const field = document.querySelector<HTMLElement>(`[aria-controls="${id}-list"]`)
    if (!box || !field) return
    const place = () => {
      const { left, right, top, bottom } = field.getBoundingClientRect()
      const room = innerHeight - bottom
      const isBelow = room > 260 || room > top
      const width = Math.min(Math.max(right - left, 288), innerWidth - 16)
      const isRtl = getComputedStyle(field).direction === 'rtl'
      Object.assign(box.style, {
        width: `${width}px`, maxHeight: `${Math.max(140, Math.min(340, (isBelow ? room : top) - 12))}px`,
        left: `${Math.max(8, Math.min(isRtl ? right - width : left, innerWidth - width - 8))}px`,
        top: isBelow ? `${bottom + 4}px` : 'auto', bottom: isBelow ? 'auto' : `${innerHeight - top + 4}px`,
      })
    }
    place()
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, true)
      removeEventListener('resize', place)
    }
  }, [id])
  useLayoutEffect(() => { if (at < shown.length) list.current?.children[at]?.scrollIntoView({ block: 'nearest' }) }, [at, shown])
  return createPortal(
    <ul className="listbox is-floating" id={`${id}-list`} role="listbox" aria-label={label} ref={list}>
      {shown.length === 0 ? <li className="none">{none}</li> : null}
      {shown.map((option, index) => (
        <li key={option.id} id={`${id}-${index}`} role="option" aria-selected={index === at} onPointerDown={(event) => event.preventDefault()} onClick={() => onChoose(option)}>
          <span>{option.name}</span>{option.name === option.id ? null : <span className="code">{option.id}</span>}
        </li>
      ))}
    </ul>,
    document.body,
  )
}
