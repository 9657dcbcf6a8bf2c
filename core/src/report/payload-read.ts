import type { Dataflow } from '../metadata/model.ts'
import { Problem } from '../problem.ts'
import { fromMarkedCell } from '../query/plain-cell.ts'
import { Dictionary, GrowingUint32, NumberBuilder } from './growing.ts'
import { parseDecimal } from './payload-decimal.ts'
import { payloadHeader } from './payload-structure.ts'
import type { Column, FigureTable } from './table.ts'

/**
 * Reads a canonical payload back. Throws Problem `payload.*` with the line where the text is no payload of the dataflow.
 * Chunks may be cut anywhere.
 */
export function readPayload(chunks: Iterable<string>, flow: Dataflow): FigureTable {
  const reader = new PayloadReader(flow)
  for (const chunk of chunks) reader.push(chunk)
  return reader.done()
}

const MEASURES = 5

/** For chunks that come one by one: `push` each, then `done`. */
export class PayloadReader {
  private readonly flow: Dataflow
  private readonly columns: FieldColumn[]
  private readonly structure: FieldColumn
  private readonly attributes = [new FieldColumn(), new FieldColumn(), new FieldColumn()] as const
  private readonly value = new NumberBuilder()
  private readonly nObs = new NumberBuilder()
  private rest = ''
  private line = 0
  /** The next quote of the text that is being read that was not looked at yet, or -1. */
  private quote = -1

  constructor(flow: Dataflow) {
    this.flow = flow
    this.columns = flow.dimensions.map(() => new FieldColumn())
    this.structure = new FieldColumn()
  }

  push(chunk: string): void {
    const text = this.rest === '' ? chunk : this.rest + chunk
    let start = 0
    this.quote = text.indexOf('"')
    for (let end = this.recordEnd(text, start); end >= 0; end = this.recordEnd(text, start)) {
      this.readRecord(text, start, end)
      start = end + 1
    }
    this.rest = text.slice(start)
  }

  done(): FigureTable {
    if (this.rest !== '') throw new Problem('payload.cut', { line: this.line + 1 })
    if (this.line === 0) throw new Problem('payload.header', { expected: payloadHeader(this.flow) })
    const [status, confidentiality, comment] = this.attributes
    return {
      dataflow: this.flow.id,
      rows: this.value.length,
      dimensions: new Map(this.flow.dimensions.map((d, i) => [d.id, this.columns[i]!.done()])),
      value: this.value.done(),
      attributes: new Map([
        ['OBS_STATUS', textsOf(status.done())],
        ['CONF_STATUS', textsOf(confidentiality.done())],
        ['COMMENT_OBS', textsOf(comment.done())],
      ]),
      nObs: this.nObs.done(),
    }
  }

  /** Where the record that starts at `start` ends, or -1 while the text does not hold all of it. */
  private recordEnd(text: string, start: number): number {
    let end = text.indexOf('\n', start)
    // Between an odd quote and the next even one a line end is text.
    while (this.quote >= 0 && this.quote < end) {
      const close = text.indexOf('"', this.quote + 1)
      if (close < 0) return -1
      if (close > end) end = text.indexOf('\n', close)
      this.quote = text.indexOf('"', close + 1)
    }
    return end
  }

  private readRecord(text: string, start: number, end: number): void {
    this.line++
    if (this.line === 1) {
      const expected = payloadHeader(this.flow)
      if (text.slice(start, end) !== expected) throw new Problem('payload.header', { expected })
      return
    }
    const at = this.readStart(text, start, end)
    this.readMeasures(text, this.columns.reduce((from, column) => this.field(column, text, from, end), at), end)
  }

  private readStart(text: string, start: number, end: number): number {
    if (!text.startsWith('dataflow,', start)) throw new Problem('payload.structure', { line: this.line, dataflow: this.flow.id })
    const at = this.field(this.structure, text, start + 'dataflow,'.length, end)
    const id = this.structure.last
    if (!id.includes(`:${this.flow.id}(`) || !text.startsWith('I,', at)) throw new Problem('payload.structure', { line: this.line, dataflow: this.flow.id })
    return at + 2
  }

  private readMeasures(text: string, start: number, end: number): void {
    const comma = this.commaAfter(text, start, end)
    this.value.push(this.number(text.slice(start, comma), 'OBS_VALUE'))
    const rest = this.attributes.reduce((from, column) => this.field(column, text, from, end), comma + 1)
    this.nObs.push(this.number(text.slice(rest, end), 'N_OBS'))
  }

  /** Reads the field at `start` and returns where the next one starts. */
  private field(column: FieldColumn, text: string, start: number, end: number): number {
    const repeated = column.repeat(text, start)
    if (repeated >= 0) return repeated
    if (text[start] === '"') return this.quotedField(column, text, start, end)
    const comma = this.commaAfter(text, start, end)
    column.push(text.slice(start, comma), text.slice(start, comma + 1))
    return comma + 1
  }

  private quotedField(column: FieldColumn, text: string, start: number, end: number): number {
    let close = start + 1
    for (;;) {
      close = text.indexOf('"', close)
      if (close < 0 || close >= end) throw this.ragged()
      if (text[close + 1] !== '"') break
      close += 2
    }
    if (text[close + 1] !== ',') throw this.ragged()
    column.push(text.slice(start + 1, close).replaceAll('""', '"'), text.slice(start, close + 2))
    return close + 2
  }

  private commaAfter(text: string, start: number, end: number): number {
    const comma = text.indexOf(',', start)
    if (comma < 0 || comma >= end) throw this.ragged()
    return comma
  }

  private number(text: string, column: string): number {
    if (text === '') return Number.NaN
    const value = parseDecimal(text)
    if (value === undefined) throw new Problem('payload.number', { line: this.line, column })
    return value
  }

  private ragged(): Problem {
    return new Problem('payload.fields', { line: this.line, expected: 3 + this.columns.length + MEASURES })
  }
}

/** Texts as they were written; each has one form in a payload. */
const textsOf = ({ codes, at }: Column): Column => ({ codes: codes.map(fromMarkedCell), at })

/** A column that remembers the text of its last field: in sorted rows the next one is mostly the same. */
class FieldColumn {
  private readonly dictionary = new Dictionary()
  private readonly at = new GrowingUint32()
  private lastNumber = -1
  /** With quotes as they stand, and the comma after it. */
  private lastField = ''
  last = ''

  /** Takes the field at `start` if it is the last one again, and returns where the next one starts; else -1. */
  repeat(text: string, start: number): number {
    if (this.lastNumber === -1 || !text.startsWith(this.lastField, start)) return -1
    this.at.push(this.lastNumber)
    return start + this.lastField.length
  }

  push(code: string, field: string): void {
    this.last = code
    this.lastField = field
    this.lastNumber = this.dictionary.numberOf(code)
    this.at.push(this.lastNumber)
  }

  done(): Column {
    return { codes: this.dictionary.codes, at: this.at.done() }
  }
}
