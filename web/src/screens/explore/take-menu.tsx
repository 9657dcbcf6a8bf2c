import { useRef, useState, type ReactNode } from 'react'

/** What can be taken away, behind one button. Nothing of it is asked for before it is opened; a file that is being made goes on when it is closed. */
export function TakeMenu({ label, isAtStart = false, children }: { readonly label: string; /** It stands where lines begin, and opens from there; else at their end, among small tools. */ readonly isAtStart?: boolean; readonly children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null)
  const [wasOpened, setOpened] = useState(false)
  const close = () => { if (box.current) box.current.open = false }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of what is inside it
    <details className="menu" ref={box} onToggle={() => setOpened(true)} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) close() }} onKeyDown={(event) => { if (event.key === 'Escape') { close(); box.current?.querySelector('summary')?.focus() } }}>
      <summary className={`btn${isAtStart ? '' : ' is-small'}`}><span className="icon i-download" aria-hidden="true" />{label}</summary>
      <div className={`menu-panel${isAtStart ? ' is-start' : ''}`}>{wasOpened ? children : null}</div>
    </details>
  )
}
