import type { Words } from '@openvrs/core/metadata/model.ts'
import type { UnitKind } from '@openvrs/core/sharing/units.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading, type ReadDb, type Trx } from '../db/connect.ts'
import { areasOf, currentCollections, currentRegister } from '../registry/index.ts'

export type Post = { readonly place: string } | { readonly name: string; readonly country: string }
export type Position = { readonly latitude: number; readonly longitude: number }
/** What somebody says of a unit; what is left out stays as it is. */
export type Said = { readonly name?: string | undefined; readonly kind?: UnitKind | undefined; readonly post?: Post | null | undefined; readonly position?: Position | null | undefined }

type Described = { readonly code: string; readonly name: string; readonly kind: string; readonly place: string | null; readonly post_name: string | null; readonly post_area: string | null; readonly latitude: number | null; readonly longitude: number | null }

/** A unit that somebody works in or reports for. Throws `unit.unknown`, also of a unit that is closed. */
export async function requireUnit(trx: Trx, member: string, code: string): Promise<void> {
  const open = await trx.selectFrom('unit').select('code').where('ref_area', '=', member).where('code', '=', code).where('closed_at', 'is', null).executeTakeFirst()
  if (!open) throw new Problem('unit.unknown', { code })
}

/** The columns of what is said. Throws `unit.place_unknown` where the post names a place or a country that is not there. */
export async function columnsOf(trx: Trx, { name, kind, post, position }: Said) {
  if (post) await requirePlace(reading(trx), post)
  return {
    ...(name === undefined ? {} : { name }), ...(kind === undefined ? {} : { kind }),
    ...(post === undefined ? {} : { place: post && 'place' in post ? post.place : null, post_name: post && 'name' in post ? post.name : null, post_area: post && 'name' in post ? post.country : null }),
    ...(position === undefined ? {} : { latitude: position?.latitude ?? null, longitude: position?.longitude ?? null }),
  }
}

async function requirePlace(db: ReadDb, post: Post): Promise<void> {
  const known = 'place' in post ? (await currentRegister(db)).some(({ register, id, retired }) => register === 'place' && id === post.place && !retired) : areasOf(await currentCollections(db)).has(post.country)
  if (!known) throw new Problem('unit.place_unknown', { name: 'place' in post ? post.place : post.country })
}

/** How places are said to a reader: those of the register and countries in the reader's language, a typed name as it is. */
export type PostWords = (row: Pick<Described, 'place' | 'post_name' | 'post_area'>) => { place: string | null; name: string; country: string | null; country_name: string | null } | null

export async function postWords(db: ReadDb, language: string): Promise<PostWords> {
  const [register, areas] = [await currentRegister(db), areasOf(await currentCollections(db))]
  const places = new Map(register.filter((entry) => entry.register === 'place').map((entry) => [entry.id, entry]))
  const nameOf = (words: Words | undefined): string | null => words?.[language] ?? words?.['en'] ?? null
  return ({ place, post_name, post_area }) => {
    const entry = place === null ? undefined : places.get(place)
    const name = place === null ? post_name : (nameOf(entry?.name) ?? place)
    const country = place === null ? post_area : (entry?.area ?? null)
    return name === null ? null : { place, name, country, country_name: country === null ? null : nameOf(areas.get(country)) }
  }
}

export const presentDescribed = (row: Described, post: PostWords) => ({
  code: row.code, name: row.name, kind: row.kind as UnitKind, post: post(row), position: row.latitude === null ? null : { latitude: row.latitude, longitude: row.longitude! },
})

export const presentUnit = (row: Described & { readonly ref_area: string; readonly closed_at: Date | null }, post: PostWords) => ({ member: row.ref_area, ...presentDescribed(row, post), closed: row.closed_at?.toISOString() ?? null })
