/** What stands under a key; where nothing does, what is made for it. */
export function getOrMake<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  const there = all.get(key)
  if (there !== undefined) return there
  const made = make()
  all.set(key, made)
  return made
}
