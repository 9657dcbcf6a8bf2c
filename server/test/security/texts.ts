import { allRoutes, type Route } from '@openvrs/contract'
import { MARKUP } from './scripts.ts'
import { PARTS, schemaOf, type JsonSchema, type Part } from './valid.ts'

/** A field of the contract that takes a text as it was typed: the route and the way there, `reports.comment body.comments.words`. */
export type TextField = { readonly name: string; readonly route: Route; readonly part: Part; readonly longest: number }

/** Every field whose schema lets a script through: found by its form, whatever the field is called. */
export const textFields = (): readonly TextField[] => allRoutes.flatMap((route) => PARTS.flatMap((part) => {
  const schema = schemaOf(route, part)
  return schema ? [...new Map(search(schema, [part]).map((found) => [found.way, found])).values()].map(({ way, longest }) => ({ name: `${route.id} ${way}`, route, part, longest })) : []
}))

function search(schema: JsonSchema, way: readonly string[]): { way: string; longest: number }[] {
  const inside = (of: JsonSchema, step: string) => search(of, [...way, step])
  if (schema.anyOf) return schema.anyOf.flatMap((one) => search(one, way))
  if (schema.type === 'object') return [...Object.entries(schema.properties ?? {}).flatMap(([field, of]) => inside(of, field)), ...(typeof schema.additionalProperties === 'object' ? inside(schema.additionalProperties, '*') : []), ...(schema.propertyNames ? inside({ type: 'string', ...schema.propertyNames }, '(name)') : [])]
  if (schema.type === 'array') return search(schema.items ?? {}, way)
  const taken = schema.type === 'string' && schema.const === undefined && schema.enum === undefined && MARKUP.some((text) => fits(schema, text))
  return taken ? [{ way: way.join('.'), longest: schema.maxLength ?? Infinity }] : []
}

const FORMED: readonly string[] = ['uuid', 'date', 'date-time', 'email']

const fits = ({ pattern, format, minLength = 0, maxLength = Infinity }: JsonSchema, text: string): boolean =>
  !FORMED.includes(format ?? '') && text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text))
