import type { Collection, Words } from '@openvrs/core/metadata/model.ts'

/** The areas that any collection knows, with their names in every language: what its members may be. */
export function areasOf(collections: ReadonlyMap<string, Collection>): ReadonlyMap<string, Words> {
  const lists = [...collections.values()].flatMap((c) => [...c.dataflows.values()].flatMap((flow) => {
    const area = flow.dimensions.find((d) => d.id === 'REF_AREA')?.representation
    return area?.kind === 'codelist' ? (c.codelists.get(area.list)?.codes ?? []) : []
  }))
  return new Map(lists.map((code) => [code.id, code.name]))
}
