import { useRef, type FocusEvent, type KeyboardEvent } from 'react'
import { useWords } from '../../i18n/use.ts'

/** A chip that says a choice, opens it where it can be changed, and takes it away. */
export function DroppableChip({ name, value, onPress, onDrop }: { readonly name: string; readonly value?: string; readonly onPress?: () => void; readonly onDrop: () => void }) {
  const { t } = useWords()
  const words = value ? <>{name}: <b>{value}</b></> : name
  return (
    <span className="chip is-pair">
      {onPress ? <button type="button" onClick={onPress}>{words}</button> : <span>{words}</span>}
      <button type="button" className="drop" aria-label={t('explore.drop', { name })} onClick={onDrop}><span className="icon i-close" aria-hidden="true" /></button>
    </span>
  )
}

/** Opens a list of what can be added. It closes when one is chosen, on Escape, and when the focus leaves it. */
export function AddChip({ label, choices, onChoose }: { readonly label: string; readonly choices: readonly { readonly id: string; readonly name: string }[]; readonly onChoose: (id: string) => void }) {
  const box = useRef<HTMLDetailsElement>(null)
  const close = () => { if (box.current) box.current.open = false }
  const leave = (event: FocusEvent) => { if (!event.currentTarget.contains(event.relatedTarget)) close() }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    close()
    box.current?.querySelector('summary')?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of the buttons inside it
    <details className="menu" ref={box} onBlur={leave} onKeyDown={escape}>
      <summary className="chip is-add"><span className="icon i-plus" aria-hidden="true" />{label}</summary>
      <div className="menu-panel is-start">
        {choices.map((choice) => <button key={choice.id} type="button" onClick={() => { close(); onChoose(choice.id) }}>{choice.name}</button>)}
      </div>
    </details>
  )
}
