import '../look/grid.css'
import type { ReactNode, Ref } from 'react'

/** A table that scrolls inside itself, so that the page does not; `tall`: downwards too. */
export function ScrollBox({ label, tall, ref, children }: { readonly label: string; readonly tall?: boolean; readonly ref?: Ref<HTMLElement>; readonly children: ReactNode }) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard (WCAG 2.1.1)
  return <section className={tall ? 'grid-wrap is-tall' : 'grid-wrap'} tabIndex={0} aria-label={label} ref={ref}>{children}</section>
}
