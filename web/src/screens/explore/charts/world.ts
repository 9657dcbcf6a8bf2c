import { feature, mesh } from 'topojson-client'
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' }
import type { Point } from './projection.ts'

type Ring = readonly Point[]
type Geometry = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] } | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }

const world = atlas as unknown as Parameters<typeof mesh>[0]
const countries = feature(world, world.objects['countries']!) as unknown as { readonly features: readonly { readonly id?: string | number; readonly geometry: Geometry }[] }
/** Outlines of the world's areas, coarse (1:110 million), from Natural Earth. */
export type Outline = { readonly number: string | undefined; readonly rings: readonly Ring[] }

const ringsOf = (geometry: Geometry): readonly Ring[] => (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).map(unbroken)

/** Longitudes that go on beyond 180 where an outline crosses it, so that no line runs back around the world. */
function unbroken(ring: Ring): Ring {
  let turn = 0
  return ring.map(([longitude, latitude], at) => {
    const step = at === 0 ? 0 : longitude - ring[at - 1]![0]
    turn += step > 180 ? -360 : step < -180 ? 360 : 0
    return [longitude + turn, latitude]
  })
}

export const outlines: readonly Outline[] = countries.features.map(({ id, geometry }) => ({ number: id === undefined ? undefined : String(id).padStart(3, '0'), rings: ringsOf(geometry) }))

/** Lines between two areas, and coasts, without the edge at which the map was cut open. */
export const borders: readonly Ring[] = (mesh(world).coordinates as unknown as readonly Ring[]).map(unbroken)

/** Where the largest part of an area is not what people mean by it. */
const MEANT: { readonly [number: string]: Point } = { 458: [102, 4.2], 360: [110, -7.2], 840: [-98, 39.5], 643: [60, 58], 250: [2.5, 46.6] }

/** A point within each area, by its number: the middle of its largest part. */
export const places: ReadonlyMap<string, Point> = new Map(outlines.flatMap(({ number, rings }) => {
  if (number === undefined) return []
  const largest = rings.map(middleOf).reduce((best, one) => (one.size > best.size ? one : best))
  return [[number, MEANT[number] ?? largest.point] as const]
}))

function middleOf(ring: Ring): { readonly size: number; readonly point: Point } {
  let [twice, x, y] = [0, 0, 0]
  for (let at = 0; at < ring.length - 1; at++) {
    const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  const point: Point = twice === 0 ? ring[0]! : [x / (3 * twice), y / (3 * twice)]
  return { size: Math.abs(twice) * Math.cos((point[1] * Math.PI) / 180), point }
}
