/** Pairs of a group and of what is in it, by the numbers that they were given. */
export type Numbered = { readonly count: () => number; readonly groupOf: Int32Array; readonly entryOf: Int32Array; readonly numberOf: (group: number, entry: number) => number }

/** Numbers so many pairs at most, each when it is first met: a hash table without objects, since of a common word there are very many. */
export function numbering(most: number): Numbered {
  const [groupOf, entryOf] = [new Int32Array(most), new Int32Array(most)]
  const last = 2 ** Math.ceil(Math.log2(2 * most + 2)) - 1 // at least half of the places stay empty
  const places = new Int32Array(last + 1)
  let count = 0
  const numberOf = (group: number, entry: number): number => {
    const hash = Math.imul(Math.imul(entry, 0x9e3779b1) ^ group, 0x85ebca6b)
    for (let place = (hash ^ (hash >>> 15)) & last; ; place = (place + 1) & last) {
      const number = places[place]! - 1
      if (number >= 0 && (groupOf[number] !== group || entryOf[number] !== entry)) continue
      if (number >= 0) return number
      groupOf[count] = group
      entryOf[count] = entry
      places[place] = ++count
      return count - 1
    }
  }
  return { count: () => count, groupOf, entryOf, numberOf }
}
