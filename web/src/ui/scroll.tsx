import '../look/grid.css'
import type { ReactNode } from 'react'

/** A wide table that scrolls inside itself; it takes the focus so that keys scroll it too. */
export function Scroll({ label, tall, children }: { readonly label: string; readonly tall?: boolean; readonly children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard (WCAG 2.1.1)
  return <section className={tall ? 'grid-wrap is-tall' : 'grid-wrap'} tabIndex={0} aria-label={label}>{children}</section>
}
