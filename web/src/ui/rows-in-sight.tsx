import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type RefObject } from 'react'

export type RowsInSight = {
  /** What the rows scroll in. */
  readonly box: RefObject<HTMLElement | null>
  /** The places of the rows to draw, each with `data-index`. */
  readonly shown: readonly number[]
  /** The heights of those that are not drawn. */
  readonly above: number
  readonly below: number
  readonly measure: ((row: HTMLElement | null) => void) | undefined
}

/** Of many rows of a table only those in sight are drawn; a spacer keeps the place of the others. */
export function useRowsInSight(count: number, isMany: boolean): RowsInSight {
  const box = useRef<HTMLElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is given to what is kept from drawing
  const virtual = useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => 33, overscan: 12, enabled: isMany })
  if (!isMany) return { box, shown: Array.from({ length: count }, (_, at) => at), above: 0, below: 0, measure: undefined }
  const items = virtual.getVirtualItems()
  return { box, shown: items.map(({ index }) => index), above: items[0]?.start ?? 0, below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0), measure: virtual.measureElement }
}

/** Stands for the rows that are not drawn. */
// oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it is hidden from those who listen
export const Spacer = ({ height }: { readonly height: number }) => (height > 0 ? <tr className="spacer" aria-hidden="true"><td style={{ blockSize: height }} /></tr> : null)
