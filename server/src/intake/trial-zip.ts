import { crc32, deflateRawSync } from 'node:zlib'

type Part = { readonly name: string; readonly body: Buffer | string; /** What the directory says of the size, where that is a lie. */ readonly claims?: number }

/** An archive of parts as tests want them, also such as no program writes. */
export function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, body, claims } of parts) {
    const plain = Buffer.from(body)
    const packed = deflateRawSync(plain)
    const head = header(packed.length, claims ?? plain.length, crc32(plain), name)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), packed])
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, central, Buffer.from(name)]))
    files.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, entries, end])
}

function header(packed: number, plain: number, crc: number, name: string): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x0800, 2)
  head.writeUInt16LE(8, 4)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(packed, 14)
  head.writeUInt32LE(plain, 18)
  head.writeUInt16LE(Buffer.byteLength(name), 22)
  return head
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export type Parts = { readonly [name: string]: string | Buffer }

/** The parts of the smallest workbook with one sheet, whose rows are given as XML; `more` adds parts or replaces them. */
export function workbook(rows: string | Buffer, more: Parts = {}): Buffer {
  const parts: Parts = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns:r="${REL}"><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': Buffer.concat([Buffer.from(`${XML}<worksheet><sheetData>`), Buffer.from(rows), Buffer.from('</sheetData></worksheet>')]),
    ...more,
  }
  return zip(Object.entries(parts).map(([name, body]) => ({ name, body })))
}

export const cell = (ref: string, value: string | number): string =>
  typeof value === 'number' ? `<c r="${ref}"><v>${value}</v></c>` : `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`

export const row = (number: number, ...values: readonly (string | number)[]): string =>
  `<row r="${number}">${values.map((value, at) => (value === '' ? '' : cell(`${String.fromCharCode(65 + at)}${number}`, value))).join('')}</row>`
