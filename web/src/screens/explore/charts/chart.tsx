import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { goTo } from '../../../router/go.ts'
import { DRAWINGS, loadMap } from './drawings.ts'
import type { ChartShow, Draw, Drawing, Drawn } from './drawn.ts'
import { mapHeight } from './map-shape.ts'
import { leads, type Mark, type Marked } from './mark.ts'
import { MarkStop } from './mark-stop.tsx'
import { penOf } from './pen.ts'

type Props = { readonly drawn: Drawn; readonly waiting: string; /** The rows beneath a mark. */ readonly addressOf: (codes: Mark) => string }

/** The drawing, as wide as its place: one picture for who listens to it, with a stop beside it that walks through its marks. */
export function Chart({ drawn, waiting, addressOf }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const inside = useRef<SVGSVGElement>(null)
  const width = useWidth(box)
  const draw = useDraw(drawn.show)
  const drawing = useMemo(() => (draw && width > 0 ? draw(drawn, width, penOf()) : undefined), [draw, drawn, width])
  const [tip, setTip] = useState<{ readonly mark: Marked; readonly x: number; readonly y: number }>()
  const tell = (mark: Marked | undefined, x: number, y: number) => setTip(mark && { mark, x, y })
  useLayoutEffect(() => { if (drawing) inside.current!.replaceChildren(...elementsOf(drawing)) }, [drawing])
  const markAt = (target: EventTarget): Marked | undefined => drawing?.marks[Number((target as Element).closest('[data-mark]')?.getAttribute('data-mark') ?? NaN)]
  /** A finger covers what it meets: its first touch tells, the next one leads. */
  const isToldFirst = useRef(false)
  const lead = (target: EventTarget) => {
    const mark = markAt(target)
    if (mark && leads(mark) && !isToldFirst.current) void goTo(addressOf(mark.codes), { keepScroll: true })
  }
  const point = (event: React.PointerEvent) => {
    const mark = markAt(event.target)
    if (event.type === 'pointerdown') isToldFirst.current = event.pointerType === 'touch' && tip?.mark !== mark
    const { left, top } = box.current!.getBoundingClientRect()
    tell(mark, event.clientX - left, event.clientY - top)
  }
  return (
    // Time runs from left to right in every language, and a map is never mirrored; what is mirrored, the drawing mirrors itself.
    <div className={`chart-place${drawing ? '' : ' is-waiting'}`} dir="ltr" ref={box} style={{ blockSize: drawing?.height ?? mapHeight(width) }}>
      {drawing ? null : <output className="quiet">{waiting}</output>}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the drawing is made of many elements, which are read as one picture; the keyboard has a stop of its own */}
      <div role="img" aria-label={drawn.label} onPointerMove={point} onPointerDown={point} onPointerLeave={(event) => { if (event.pointerType !== 'touch') setTip(undefined) }} onClick={(event) => lead(event.target)}>
        {drawing ? <svg ref={inside} width={width} height={drawing.height} /> : null}
      </div>
      {drawing ? <MarkStop drawing={drawing} box={box} addressOf={addressOf} onTell={tell} /> : null}
      {tip ? <Tip {...tip} width={width} further={leads(tip.mark) ? drawn.words.t('chart.further') : undefined} /> : null}
    </div>
  )
}

function Tip({ mark, x, y, width, further }: { readonly mark: Marked; readonly x: number; readonly y: number; readonly width: number; readonly further: string | undefined }) {
  return (
    <div className="chart-tip" dir="auto" aria-hidden="true" style={{ top: y + 14, ...(x > width / 2 ? { right: Math.max(0, width - x - 8) } : { left: Math.max(0, x - 8) }) }}>
      <strong>{mark.head}</strong>
      {mark.lines.map(({ name, value, color }) => <p key={name}>{color ? <i style={{ background: color }} /> : null}<span>{name}</span><b>{value}</b></p>)}
      {further ? <p className="quiet">{further}</p> : null}
    </div>
  )
}

/** Read as XML: a drawing that is not well formed is a fault of ours, never a guess of the browser's. */
function elementsOf({ svg }: Drawing): readonly Node[] {
  const read = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`, 'image/svg+xml')
  return [...document.importNode(read.documentElement, true).childNodes]
}

function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const measure = () => setWidth(box.current!.clientWidth)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(box.current!)
    return () => watch.disconnect()
  }, [box])
  return width
}

/** The outlines of the world come when they are first drawn. */
function useDraw(show: ChartShow): Draw | undefined {
  const [map, setMap] = useState<Draw>()
  useEffect(() => {
    if (show !== 'map') return undefined
    let isWanted = true
    const fail = (problem: unknown) => setMap(() => { throw problem }) // to whoever catches what fails on a page
    void loadMap().then((draw) => (isWanted ? setMap(() => draw) : undefined), fail)
    return () => { isWanted = false }
  }, [show])
  return show === 'map' ? map : DRAWINGS[show]
}
