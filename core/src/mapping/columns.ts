import { Problem } from '../problem.ts'
import type { Cell } from './cells.ts'
import { isBlank, textOf } from './cells.ts'
import { normaliseWord } from './words.ts'

/** The header of a file: its columns by name. Names are found as written, or with case, accents and width aside. */
export class Header {
  readonly names: readonly string[]
  private readonly exact = new Map<string, number[]>()
  private readonly normal = new Map<string, number[]>()

  constructor(cells: readonly Cell[]) {
    const last = cells.findLastIndex((cell) => !isBlank(cell))
    this.names = cells.slice(0, last + 1).map((cell) => textOf(cell).trim())
    this.names.forEach((name, at) => {
      push(this.exact, name, at)
      push(this.normal, normaliseWord(name) || name, at)
    })
  }

  has(name: string): boolean {
    return this.places(name) !== undefined
  }

  /** Undefined where there is none; throws `intake.column_twice` where two fit. */
  find(name: string): number | undefined {
    const places = this.places(name)
    if (places && places.length > 1) throw new Problem('intake.column_twice', { column: name, first: columnLetters(places[0]!), second: columnLetters(places[1]!) })
    return places?.[0]
  }

  private places(name: string): readonly number[] | undefined {
    return this.exact.get(name.trim()) ?? this.normal.get(normaliseWord(name) || name.trim())
  }
}

function push(index: Map<string, number[]>, name: string, at: number): void {
  const there = index.get(name)
  if (there) there.push(at)
  else index.set(name, [at])
}

/** The letters of a spreadsheet's column: 0 is A, 26 is AA. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter
}
