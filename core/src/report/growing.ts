import type { Column } from './table.ts'

/** What a table is built of while its length is not known: a dictionary of codes, and columns of numbers that double when full. */

export class Dictionary {
  readonly codes: string[] = []
  private readonly numbers = new Map<string, number>()

  /** The number of a code; a new code gets the next one. */
  numberOf(code: string): number {
    let number = this.numbers.get(code)
    if (number === undefined) {
      number = this.codes.push(code) - 1
      this.numbers.set(code, number)
    }
    return number
  }
}

const FIRST_CAPACITY = 1024

export class GrowingUint32 {
  at = new Uint32Array(FIRST_CAPACITY)
  length = 0

  push(number: number): void {
    if (this.length === this.at.length) {
      const wider = new Uint32Array(this.at.length * 2)
      wider.set(this.at)
      this.at = wider
    }
    this.at[this.length++] = number
  }

  /** What was pushed, without a copy. */
  done(): Uint32Array<ArrayBuffer> {
    return this.at.subarray(0, this.length)
  }
}

export class NumberBuilder {
  at = new Float64Array(FIRST_CAPACITY)
  length = 0

  push(number: number): void {
    if (this.length === this.at.length) {
      const wider = new Float64Array(this.at.length * 2)
      wider.set(this.at)
      this.at = wider
    }
    this.at[this.length++] = number
  }

  done(): Float64Array<ArrayBuffer> {
    return this.at.subarray(0, this.length)
  }
}

/** Collects one column, giving each distinct code a number. */
export class ColumnBuilder {
  private readonly dictionary = new Dictionary()
  private readonly at = new GrowingUint32()

  push(code: string): void {
    this.at.push(this.dictionary.numberOf(code))
  }

  done(): Column {
    return { codes: this.dictionary.codes, at: this.at.done() }
  }
}
