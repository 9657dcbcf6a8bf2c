import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXAMPLES } from '../narrative/examples.ts'
import { KINDS, screenText } from './screen.ts'

const found = (text: string): readonly string[] => screenText(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`)

test.each([
  ['write to guide.77@mail.example.org today', ['email guide.77@mail.example.org']],
  ['on https://chat.example/x?y and @river_guide', ['web https://chat.example/x?y', 'web @river_guide']],
  ['t.me/boats, www.boats.example', ['web t.me/boats,', 'web www.boats.example']],
  ['call +66 81 234 5678 or 081-234-5678, 02 123 4567', ['phone +66 81 234 5678', 'phone 081-234-5678', 'phone 02 123 4567']],
  ['โทร ๐๘๑-๒๓๔-๕๖๗๘ ก่อน', ['phone โทร ๐๘๑-๒๓๔-๕๖๗๘']],
  ['هاتف ٠٧٧٠١٢٣٤٥٦٧', ['phone هاتف ٠٧٧٠١٢٣٤٥٦٧']],
  ['born 12.03.1990, เกิดวันที่ 1/2/2533', ['birth born 12.03.1990', 'birth เกิดวันที่ 1/2/2533']],
  ['date of birth: 4 May 1991', ['birth date of birth: 4 May 1991']],
  ['passport no. N1234567 and AA 1234567', ['document passport no. N1234567', 'document AA 1234567']],
  ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', ['document P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<']],
  ['1-1037-02071-81-1 and 1-1037-02071-81-2', ['document 1-1037-02071-81-1']],
  ['paid to Mr. Somchai Jaidee, Mme Durand', ['name Mr. Somchai Jaidee', 'name Mme Durand']],
  ['นายสมชาย ใจดี รับเงิน', ['name นายสมชาย ใจดี']],
  ['السيد أحمد علي دفع', ['name السيد أحمد علي']],
  ['IBAN DE89 3704 0044 0532 0130 00', ['account DE89 3704 0044 0532 0130 00']],
  ['card 4111 1111 1111 1111, imei 490154203237518', ['account 4111 1111 1111 1111', 'account 490154203237518']],
  ['to 0x52908400098527886E0F7030069857D2E4169EE7', ['account 0x52908400098527886E0F7030069857D2E4169EE7']],
  ['from 192.168.10.4, 00:1B:44:11:3a:b7', ['network 192.168.10.4', 'network 00:1B:44:11:3a:b7']],
  ['at 13.7563, 100.5018', ['place 13.7563, 100.5018']],
  ['at 13.75° N', ['place 13.75°']],
  ['at 13° 45′ north', ['place 13° 45′']],
  ['the IMO 9074729 with CSQU3054383', ['vehicle IMO 9074729', 'vehicle CSQU3054383']],
  ['case no. 12/2026-A', ['case case no. 12/2026-A']],
])('%s', (text, kinds) => expect(found(text)).toEqual(kinds))

test('what narratives say of amounts, periods, codes and people in general is no finding', () => {
  for (const text of [
    'From Myanmar to Malaysia for 1,800 to 2,400 dollars, 12 000 to 15 000 baht in 2025-2026.', 'Between 01/02/2025 15 boats left; 10.25, 20.75 per cent.', 'Route 7, leg 2, 0.5 days, 2026-Q1 and 2026-03.',
    'นายหน้า จำนวนมาก เรียกเก็บเงิน และ นายจ้าง ในพื้นที่', 'A case of 20 men; the visa of 30 days; the passport was forged. M 25, Dr of medicine.', 'VRS_DETECT THA-17 REF_AREA ENTRY_IRREG', 'IMO 9074728 and CSQU3054384 and 4111 1111 1111 1112 are no such numbers.',
    'versions 1.2.3 and 300.1.2.3', 'It cost 1,800, 2,400 or 1.800, 2.400; at 37.5 °C.', 'In May 2026, 12 of 14.', 'Checked on 03/04/2026 10.00.',
  ]) expect([text, found(text)]).toEqual([text, []])
  for (const { summary, text, fields } of Object.values(EXAMPLES)) expect(found([summary, text, ...Object.values(fields)].join('\n'))).toEqual([])
})

test('descriptions of the collection hold nobody', () => {
  const folder = new URL('../../../collections/vrs-msrc/narratives/', import.meta.url)
  for (const name of readdirSync(folder)) expect(found(readFileSync(new URL(name, folder), 'utf8')), name).toEqual([])
})

test('wherever it stands, however wide its letters are and whatever is hidden between them, it is found where it is', () => {
  const wide = (text: string) => text.replaceAll(/[!-~]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + 0xfee0))
  const hidden = (text: string) => [...text].join('\u200b')
  const planted = fc.constantFrom('guide.77@mail.example', '+66 81 234 5678', 'DE89370400440532013000')
  fc.assert(fc.property(planted, fc.constantFrom((text: string) => text, wide, hidden), fc.array(fc.constantFrom('ก', 'boat ', '😀', 'ﬁ', 'ا', '\n')), (text, written, before) => {
    const start = `${before.join('')} `
    const all = `${start}${written(text)} went`
    expect(screenText(all)).toEqual([expect.objectContaining({ from: start.length, to: start.length + written(text).length })])
  }), { seed: 9 })
})

test('whatever is written, places are within the text, in order and apart', () => {
  const likely = fc.array(fc.constantFrom('0', '1', '9', '+', '@', '.', '-', '/', ' ', 'A', 'a', '<<', 'นาย', 'born ', 'case no ', '°', '\u200d', '😀', 'ﷺ')).map((parts) => parts.join(''))
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), likely), (text) => {
    let last = 0
    for (const { kind, from, to } of screenText(text)) {
      expect(KINDS).toContain(kind)
      expect(from >= last && to > from && to <= text.length).toBe(true)
      last = to
    }
  }), { seed: 10, numRuns: 150 })
})
