/**
 * Whether every text of a parsed request can be stored: no NUL and no half of a surrogate pair, in names of fields or in values.
 * Not recursive, since what was sent may be nested deeper than a stack.
 */
export function isStorable(value: unknown): boolean {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') {
      if (next.includes('\0') || !next.isWellFormed()) return false
    } else if (Array.isArray(next)) {
      for (const item of next) open.push(item)
    } else if (typeof next === 'object' && next !== null) {
      for (const [name, field] of Object.entries(next)) open.push(name, field)
    }
  }
  return true
}
