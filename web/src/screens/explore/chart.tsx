import { useEffect, useRef } from 'react'
import { heightOf } from './chart-height.ts'
import { drawInto, type Drawn } from './draw.ts'

/** The drawing. Time runs from left to right in every language. Loaded when a chart is first shown. */
export default function Chart({ drawn }: { readonly drawn: Drawn }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => drawInto(box.current!, drawn), [drawn])
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing is made of many elements, which are read as one picture
  return <div className="chart-place" dir="ltr" role="img" aria-label={drawn.words.label} ref={box} style={{ blockSize: heightOf(drawn) }} />
}
