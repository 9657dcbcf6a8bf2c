import type { GrowingUint32 } from '../report/growing.ts'

/** Finds the row that already has a key: open addressing over the numbers of the key's codes, at most half full. */
export class KeyIndex {
  private readonly columns: readonly GrowingUint32[]
  /** The row plus 1; 0 is empty. */
  private slots = new Uint32Array(4096)
  private used = 0

  constructor(columns: readonly GrowingUint32[]) {
    this.columns = columns
  }

  /** The row with this key; where there is none, -1, and the key is noted as that of the next row, which the caller must now append. */
  place(key: Uint32Array): number {
    if (this.used * 2 >= this.slots.length) this.grow()
    const mask = this.slots.length - 1
    let slot = hashOf(key) & mask
    for (let row = this.slots[slot]!; row !== 0; row = this.slots[slot]!) {
      if (this.isAt(row - 1, key)) return row - 1
      slot = (slot + 1) & mask
    }
    this.slots[slot] = ++this.used
    return -1
  }

  private isAt(row: number, key: Uint32Array): boolean {
    for (let i = 0; i < key.length; i++) if (this.columns[i]!.at[row] !== key[i]) return false
    return true
  }

  private grow(): void {
    const wider = new Uint32Array(this.slots.length * 2)
    const mask = wider.length - 1
    const key = new Uint32Array(this.columns.length)
    for (let row = 0; row < this.used; row++) {
      for (let i = 0; i < key.length; i++) key[i] = this.columns[i]!.at[row]!
      let slot = hashOf(key) & mask
      while (wider[slot] !== 0) slot = (slot + 1) & mask
      wider[slot] = row + 1
    }
    this.slots = wider
  }
}

function hashOf(key: Uint32Array): number {
  let hash = 0x9e3779b1
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key[i]!, 0x85ebca6b) ^ (hash >>> 13)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
