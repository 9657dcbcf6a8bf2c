/** Degrees: longitude, latitude. */
export type Point = readonly [number, number]
export type View = { readonly center: number; readonly project: (point: Point) => Point; /** A longitude as the nearest turn around the centre of the view has it. */ readonly near: (longitude: number) => number }

const LEAST = 36
const EDGE = 0.135

/** The window that holds all points, over whichever ocean is the shorter way around, drawn so that shapes in its middle are as they are. */
export function windowOf(points: readonly Point[], width: number, height: number): View {
  const center = middleOf(points.map(([longitude]) => longitude))
  const near = (longitude: number): number => center + turned(longitude - center)
  const [west, east] = spanOf(points.map(([longitude]) => near(longitude)), center)
  const [south, north] = spanOf(points.map(([, latitude]) => latitude), 0)
  const [middleX, middleY] = [(west + east) / 2, Math.max(-50, Math.min(60, (south + north) / 2))]
  const squeeze = Math.cos((Math.max(-50, Math.min(50, middleY)) * Math.PI) / 180)
  const scale = Math.min(width / (Math.max(east - west, LEAST) * squeeze), height / Math.max(north - south, LEAST * squeeze)) * (1 - 2 * EDGE)
  return { center: middleX, near, project: ([longitude, latitude]) => [width / 2 + (longitude - middleX) * squeeze * scale, height / 2 - (latitude - middleY) * scale] }
}

const turned = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180
const spanOf = (all: readonly number[], none: number): readonly [number, number] => (all.length === 0 ? [none, none] : [Math.min(...all), Math.max(...all)])

/** Opposite the widest gap between longitudes. */
function middleOf(longitudes: readonly number[]): number {
  const sorted = [...new Set(longitudes)].toSorted((a, b) => a - b)
  if (sorted.length === 0) return 100
  const gaps = sorted.map((one, at) => ({ from: one, wide: (at + 1 < sorted.length ? sorted[at + 1]! : sorted[0]! + 360) - one }))
  const widest = gaps.reduce((best, gap) => (gap.wide > best.wide ? gap : best))
  return turned(widest.from + widest.wide / 2 + 180)
}
