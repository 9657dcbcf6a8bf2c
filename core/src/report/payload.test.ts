import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { canonicalPlaces } from './payload-order.ts'
import { formatDecimal, parseDecimal } from './payload-decimal.ts'
import { payloadHeader, readPayload, sumsOf, writePayload } from './payload.ts'
import { rowsOf, tableOf, type FigureRow } from './table.ts'
import { detections, fees, figure, figures, offenders, trialCollection } from './trial.ts'

const write = (rows: readonly FigureRow[], flow = detections): string => [...writePayload(tableOf(flow, rows), flow, trialCollection)].join('')

/** Codes as they are, and as a draft may have them: prefixes of each other, quotes, commas, line ends, scripts beyond U+FFFF. */
const anyCode = fc.oneof(
  fc.constantFrom('_T', 'A', 'AB', 'A_B', 'A-B', 'A0', 'AA', 'Z', ''),
  fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '\ue000', '\uffff', '😀', '\ud83d', '!'), maxLength: 4 }),
)
const anyNumber = fc.oneof(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0))
const anyRow = (code: fc.Arbitrary<string>): fc.Arbitrary<FigureRow> =>
  fc.record({
    key: fc.tuple(...detections.dimensions.map(() => code)).map((codes) => Object.fromEntries(detections.dimensions.map((d, i) => [d.id, codes[i]!.toWellFormed()]))),
    value: fc.option(anyNumber),
    COMMENT_OBS: anyCode.map((c) => c.toWellFormed()),
    OBS_STATUS: fc.constantFrom('A', ''),
    N_OBS: fc.option(fc.nat(), { nil: undefined }),
  })
const anyRows = fc.oneof(fc.array(anyRow(anyCode)), fc.array(anyRow(fc.constantFrom('A', 'AB', '_T'))))

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const normal = (rows: Iterable<FigureRow>): string[] =>
  [...rows].map((r) => JSON.stringify([detections.dimensions.map((d) => r.key[d.id]), r.value, r.OBS_STATUS || '', r.COMMENT_OBS || '', r.N_OBS ?? null])).sort()

describe('the canonical payload', () => {
  test('is SDMX-CSV 2.0 with the dimensions in the order of the structure', () => {
    const text = write([
      figure(detections, 'CITIZENSHIP=LAO SEX=M', 3, { OBS_STATUS: 'A', COMMENT_OBS: 'seen, "twice"' }),
      figure(detections, 'CITIZENSHIP=KHM', null, { OBS_STATUS: 'M', N_OBS: 2 }),
    ])
    expect(text).toBe(
      'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,UNIT_MEASURE,CITIZENSHIP,SEX,AGE,ROUTE_ID,BORDER_PLACE,TRANSPORT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,COMMENT_OBS,N_OBS\n' +
      'dataflow,OPENVRS:VRS_DETECT(1.0.0),I,M,THA,ENTRY_IRREG,DET,KHM,_T,_T,_T,_T,_T,2024-01,,M,,,2\n' +
      'dataflow,OPENVRS:VRS_DETECT(1.0.0),I,M,THA,ENTRY_IRREG,DET,LAO,M,_T,_T,_T,_T,2024-01,3,A,,"seen, ""twice""",\n',
    )
  })

  test('of no figure is its header alone', () => {
    expect(write([])).toBe(`${payloadHeader(detections)}\n`)
    expect(readPayload([write([])], detections).rows).toBe(0)
  })

  test('has its lines sorted by bytes, each of them as a plain writer makes it', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
      const number = (x: number | null | undefined) => (x == null ? '' : formatDecimal(x))
      const lines = rows.map((r) =>
        ['dataflow', 'OPENVRS:VRS_DETECT(1.0.0)', 'I', ...detections.dimensions.map((d) => field(r.key[d.id]!)), number(r.value), r.OBS_STATUS, '', field(r.COMMENT_OBS!.replace(/^(?='*\s*[=+\-@＝＋－＠\t\r\0])(?!\s*-?\d+(\.\d+)?\s*$)/, "'")), number(r.N_OBS)].join(',') + '\n')
      const sorted = lines.sort((a, b) => utf8(a).compare(utf8(b)))
      expect(write(rows)).toBe([`${payloadHeader(detections)}\n`, ...sorted].join(''))
    }), { seed: 2, numRuns: 300 })
  })

  test('17: holds no cell that a spreadsheet would run, and gives back the text that was written', () => {
    const key = Object.fromEntries(detections.dimensions.map(({ id }) => [id, '_T']))
    for (const text of ['=1+1', ' @SUM(A1)', "'=1", "''-2+3", '\t=1', '-5', '－1+1', "it's", "'quoted'"]) {
      const written = write([{ key, value: 1, OBS_STATUS: 'A', COMMENT_OBS: text, N_OBS: undefined } as never])
      expect(written).not.toMatch(/,"?\s*([=+@＝＋－＠\t\r\0]|-(?!\d))/)
      const { codes, at } = readPayload([written], detections).attributes.get('COMMENT_OBS')!
      expect(codes[at[0]!]).toBe(text)
    }
  })

  test('reads back to the same figures and the same bytes, wherever the chunks are cut', () => {
    fc.assert(fc.property(anyRows, fc.integer({ min: 1, max: 50 }), (rows, cut) => {
      const text = write(rows)
      const chunks = Array.from({ length: Math.ceil(text.length / cut) }, (_, i) => text.slice(i * cut, (i + 1) * cut))
      const table = readPayload(chunks, detections)
      expect(normal(rowsOf(table))).toEqual(normal(rows))
      expect([...writePayload(table, detections, trialCollection)].join('')).toBe(text)
    }), { seed: 3, numRuns: 200 })
  })

  test('does not depend on the order of the rows', () => {
    fc.assert(fc.property(anyRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), ([rows, shuffled]) => {
      expect(write(shuffled)).toBe(write(rows))
    }), { seed: 4 })
  })

  test('comes in chunks of whole lines', () => {
    const rows = Array.from({ length: 45_000 }, (_, i) => figure(detections, `ROUTE_ID=R${i}`, i))
    const chunks = [...writePayload(tableOf(detections, rows), detections, trialCollection)]
    expect(chunks.map((c) => c.split('\n').length - 1)).toEqual([20_001, 20_000, 5_000])
    expect(readPayload(chunks, detections).rows).toBe(45_000)
  })

  test('gives each row its place', () => {
    expect([...canonicalPlaces(figures(detections, ['SEX=M', 1], ['SEX=F', 1], ['SEX=_T', 1]), detections)]).toEqual([1, 0, 2])
  })
})

describe('what is no payload is refused', () => {
  const good = write([figure(detections, '', 3)])
  const problemOf = (text: string): { code: string; line: unknown } => {
    try {
      readPayload([text], detections)
    } catch (error) {
      if (error instanceof Problem) return { code: error.code, line: error.values['line'] }
      throw error
    }
    throw new Error('was read')
  }
  test.each([
    ['', 'payload.header', undefined],
    [good.replace('OBS_VALUE', 'VALUE'), 'payload.header', undefined],
    [good.slice(0, -1), 'payload.cut', 2],
    [good.replaceAll('VRS_DETECT(', 'VRS_HARM('), 'payload.structure', 2],
    [good.replace(',I,', ',D,'), 'payload.structure', 2],
    [good.replace(',3,', ',3e1,'), 'payload.number', 2],
    [good.replace(',3,', ',,,3,'), 'payload.number', 2],
    [good.replace('_T,', ''), 'payload.fields', 2],
    [good.replace('THA', '"THA'), 'payload.cut', 2],
    [good.replace('THA', '"THA"x'), 'payload.fields', 2],
  ])('%#: %s', (text, code, line) => {
    expect(problemOf(text)).toEqual({ code, line })
  })
})

describe('decimals', () => {
  test.each([[1e21, '1000000000000000000000'], [1e-7, '0.0000001'], [1.5e-7, '0.00000015'], [-1.25e22, '-12500000000000000000000'], [0.1, '0.1'], [-0, '0'], [Number.NaN, '']])(
    '%d is written %s', (value, text) => expect(formatDecimal(value)).toBe(text))

  test('read back as the same number and never hold an exponent', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = formatDecimal(value)
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(parseDecimal(text)).toBe(value + 0)
    }), { seed: 5, numRuns: 1000 })
  })

  test.each(['', '1e3', '1,5', '.5', '5.', '+1', ' 1', '0x10', 'Infinity', '9'.repeat(400)])('%j is none', (text) => expect(parseDecimal(text)).toBeUndefined())

  test('infinity is no figure', () => expect(() => formatDecimal(Infinity)).toThrow(RangeError))
})

describe('control totals', () => {
  test('are exact for each indicator and unit, and leave out what is never summed', () => {
    const rows = [
      figure(offenders, 'SEX=F', 1), figure(offenders, 'SEX=M', 2), figure(offenders, '', null),
      figure(offenders, 'INDICATOR=SENTENCE_MONTHS UNIT_MEASURE=MO', 7), figure(offenders, 'INDICATOR=NOT_KNOWN', 7),
    ]
    expect(sumsOf(tableOf(offenders, rows), offenders)).toEqual([{ indicator: 'PERSONS', unit: 'PS', rows: 3, sum: '3' }])
    expect(sumsOf(figures(fees, ['', 10]), fees)).toEqual([])
  })

  test('keep units apart, in a fixed order', () => {
    const table = figures(detections, ['UNIT_MEASURE=PS', 5], ['INDICATOR=EXIT_IRREG', 4], ['', 3])
    expect(sumsOf(table, detections).map((s) => [s.indicator, s.unit, s.sum])).toEqual([['ENTRY_IRREG', 'DET', '3'], ['ENTRY_IRREG', 'PS', '5'], ['EXIT_IRREG', 'DET', '4']])
  })

  test('do not round, whatever is added in whatever order', () => {
    const scaled = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
    fc.assert(fc.property(fc.array(scaled), (parts) => {
      const rows = parts.map(([digits, places]) => figure(detections, '', Number(digits) / 10 ** places))
      const written = rows.map((r) => formatDecimal(r.value!))
      const expected = written.reduce((sum, text) => sum + millionths(text), 0n)
      const [sum] = sumsOf(tableOf(detections, rows), detections)
      expect(millionths(sum?.sum ?? '0')).toBe(expected)
    }), { seed: 6 })
    expect(sumsOf(figures(detections, ['', 0.1], ['', 0.2], ['', 2 ** 53], ['', 1], ['', -0.3]), detections)[0]!.sum).toBe('9007199254740993')
  })
})

const millionths = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(12, '0'))
}
