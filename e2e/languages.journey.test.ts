import { expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { enterAs, settled } from './screens/visit.ts'
import { stage } from './stage.ts'

/** Readers of other languages: the page, the rules and the refusals speak theirs. Adds a draft of Thailand for 2019, and looks at Fiji. */
const { system, stranger } = stage()

test('a Thai officer types figures and is told in Thai what is wrong, by the page and by the server in the same words', async () => {
  const officer = await stranger({ locale: 'th-TH' })
  await enterAs(officer.context(), system.url, 'reporter.police@tha.example.org')
  const made = await officer.context().request.post(`${system.url}/api/reports`, { data: { freq: 'M', from: '2019-05', to: '2019-05' }, headers: { origin: system.url } })
  const { report } = (await made.json()).rows[0] as { report: string }
  await officer.goto(`${system.url}/reports/${report}/VRS_DETECT`)
  await officer.getByText('พฤษภาคม 2562').first().waitFor()
  await officer.getByRole('button', { name: 'วางจากตารางคำนวณ' }).click()
  await officer.getByLabel('แถวจากตารางคำนวณของท่าน').fill('ตัวชี้วัด\tสัญชาติ\tตัวเลข\nการเข้าเมืองแบบไม่ปกติ ณ จุดผ่านแดน\tไทย\t5\nการเข้าเมืองแบบไม่ปกติ ณ จุดผ่านแดน\tกัมพูชา\t-6')
  await officer.getByRole('button', { name: 'วางต่อท้าย' }).click()
  const sentences = ['-6 ไม่ใช่จำนวนนับของ “การเข้าเมืองแบบไม่ปกติ ณ จุดผ่านแดน” โปรดให้จำนวนเต็มที่ไม่ติดลบ',
    '“การเข้าเมืองแบบไม่ปกติ ณ จุดผ่านแดน” สัญชาติ ไทย: เป็นพลเมืองของรัฐที่รายงาน โปรดแก้สัญชาติ หรือบอกในความเห็นว่าเหตุใดจึงนับ']
  for (const sentence of sentences) await officer.locator('.finding', { hasText: sentence }).waitFor()
  await officer.getByText('บันทึกแล้ว').first().waitFor()
  await settled(officer)
  expect((await officer.evaluate(() => document.body.innerText)).match(/\b(19|20)\d\d\b/g)).toBeNull()
  await expectAccessible(officer)

  const ask = (path: string) => officer.context().request.get(system.url + path, { headers: { 'accept-language': 'th-TH,en;q=0.5' } })
  const found = await ask(`/api/reports/${report}/findings`)
  expect(found.headers()['content-language']).toBe('th')
  expect(((await found.json()) as { findings: { message: string }[] }).findings.map(({ message }) => message)).toEqual(expect.arrayContaining(sentences))
  const refused = await ask('/api/reports/THA-999999')
  expect([await refused.json(), refused.headers()['vary']]).toEqual([expect.objectContaining({ code: 'not_found', title: 'ไม่พบ' }), expect.stringMatching(/accept-language/i)])
  await officer.context().close()
})

test('an Arabic reader meets a locked page from right to left', async () => {
  const reader = await stranger({ locale: 'ar' })
  await enterAs(reader.context(), system.url, 'analyst@fji.example.org')
  await reader.goto(`${system.url}/locked/VRS_DETECT`)
  await reader.getByRole('heading', { level: 1, name: 'كشف الدخول والإقامة والخروج غير النظامية' }).waitFor()
  await settled(reader)
  const [menu, main] = await Promise.all([reader.getByRole('navigation').first().boundingBox(), reader.getByRole('main').boundingBox()])
  expect(menu!.x).toBeGreaterThan(main!.x)
  await expectAccessible(reader)
  await reader.setViewportSize({ width: 375, height: 812 })
  expect(await reader.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await reader.context().close()
})
