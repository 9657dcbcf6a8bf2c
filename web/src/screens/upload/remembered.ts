/** Mappings that were kept on this device, by member and dataflow: words and codes, no figure. */
export type Remembered = { readonly name: string; readonly kept: string; readonly mapping: string }

const MOST = 12
const keyOf = (member: string, dataflow: string): string => `openvrs.mappings.${member}.${dataflow}`
type Store = Pick<Storage, 'getItem' | 'setItem'>

const isRemembered = (value: unknown): value is Remembered =>
  typeof value === 'object' && value !== null && (['name', 'kept', 'mapping'] as const).every((field) => typeof (value as Partial<Remembered>)[field] === 'string')

/** The newest first. What cannot be read counts as nothing. */
export function listRemembered(store: Store, member: string, dataflow: string): readonly Remembered[] {
  try {
    const found: unknown = JSON.parse(store.getItem(keyOf(member, dataflow)) ?? '[]')
    return Array.isArray(found) ? found.filter(isRemembered) : []
  } catch {
    return []
  }
}

/** Keeps a mapping under a name; one of that name gives way. */
export function remember(store: Store, member: string, dataflow: string, mapping: Remembered): void {
  const others = listRemembered(store, member, dataflow).filter(({ name }) => name !== mapping.name)
  store.setItem(keyOf(member, dataflow), JSON.stringify([mapping, ...others].slice(0, MOST)))
}

export const forget = (store: Store, member: string, dataflow: string, name: string): void =>
  store.setItem(keyOf(member, dataflow), JSON.stringify(listRemembered(store, member, dataflow).filter((one) => one.name !== name)))
