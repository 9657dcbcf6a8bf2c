import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { codeOf } from './authenticator.ts'
import { stage } from './stage.ts'

/** Cambodia's police types a report by keyboard alone, is told what is wrong, and submits; the focal point sends it back; a third hand writes meanwhile. Owns the reports of Cambodia and the Lao PDR. */
const { system, becomeOne, stranger } = stage({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] })
const last = new Date()
const period = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)

async function become(email: string): Promise<Page> {
  const page = await becomeOne(email)
  page.setDefaultTimeout(12_000)
  return page
}

/** Asks the API as the person of a page. */
const ask = <T>(page: Page, method: string, path: string, body?: object): Promise<T> =>
  page.evaluate(async ([method, path, body]) => (await fetch(path!, { method, headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), prefer: 'wait=20' }, ...(body !== undefined && { body }) })).json() as Promise<T>, [method, path, body === undefined ? undefined : JSON.stringify(body)] as const)

type Report = { readonly edit_no: number; readonly rows: readonly { readonly report: string; readonly status: string }[] }
const draft = async (page: Page): Promise<string> => (await ask<Report>(page, 'POST', '/api/reports', { freq: 'M', from: period, to: period })).rows[0]!.report
const figures = async (page: Page, report: string): Promise<readonly string[]> =>
  (await ask<{ rows: { key: string; value: number | null }[] }>(page, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)).rows.map((row) => `${row.key.split('.').slice(2, 6).join(' ')} ${row.value}`)

/** As long as a slow machine takes. */
const SOON = { timeout: 10_000 }

const cell = (page: Page, row: number, column: number) => page.locator(`[data-row="${row}"][data-col="${column}"]`)
const finding = (page: Page, words: string | RegExp) => page.locator('.finding').getByRole('button', { name: words })
/** What the focus is on, by name. */
const focused = (page: Page): Promise<string> => page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? (document.activeElement as HTMLElement | null)?.innerText ?? '').trim())
/** Goes on by Tab alone until the focus, seen, is on what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; !(await focused(page)).startsWith(name); pressed++) {
    if (pressed === 60) throw new Error(`${name} is not reached by Tab; the focus is on ${await focused(page)}`)
    if (await page.evaluate(() => document.activeElement?.closest('.grid') !== null)) await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
  }
  expect(await page.evaluate(() => { const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!); return outlineStyle !== 'none' || boxShadow !== 'none' }), `the focus on ${name} is seen`).toBe(true)
}
const saved = (page: Page) => page.locator('.submit small[data-is="saved"]').waitFor({ state: 'attached' })
const copied = (page: Page, text: string) => page.evaluate((text) => navigator.clipboard.writeText(text), text)

test('a month of thirty figures goes from the invitation to submitted in at most fifteen clicks besides typing', async () => {
  const focal = await become('focal@khm.example.org')
  const { url } = await ask<{ url: string }>(focal, 'POST', '/api/invitations', { email: 'new.officer@khm.example.org', member: 'KHM', role: 'reporter', unit: 'IMMIGRATION' })
  const page = await stranger()
  let clicks = 0
  await page.exposeFunction('clicked', () => { clicks++ })
  await page.addInitScript(() => document.addEventListener('click', ({ detail }) => { if (detail > 0) (window as unknown as { clicked: () => void }).clicked() }, true))
  await page.goto(url)
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
  await page.getByLabel('Your name').click()
  await page.keyboard.type('Dara Chan')
  await page.getByLabel('Choose a password').click()
  await page.keyboard.type('a river of quiet words')
  await press('Continue to the second factor')
  const key = await page.locator('.key-groups').innerText()
  await page.getByLabel('Code of your authenticator').click()
  await page.keyboard.type(codeOf(key))
  await press('Finish and go in')
  await page.getByRole('link', { name: 'New report' }).first().click()
  await press(/^Detections/)
  await press(/^Start from/)
  const rows = page.locator('.grid tbody tr:not([data-new], .gap)')
  await rows.first().waitFor()
  const begun = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 2
  for (let row = 0; row < begun; row++) {
    await page.keyboard.type(String(20 + row))
    await page.keyboard.press('Enter')
  }
  for (const citizenship of ['lao', 'malays', 'indones', 'philippines', 'viet', 'bangl', 'india', 'nepal', 'china', 'sri'].slice(0, Math.ceil((30 - begun) / 2))) {
    for (const sex of ['f', 'm']) {
      for (const text of [citizenship, sex, 'thai']) {
        await page.keyboard.type(text)
        await page.keyboard.press('Enter')
      }
      await page.keyboard.type('7')
      await page.keyboard.press('Enter')
    }
  }
  await page.getByText('Ready to submit').waitFor()
  await page.locator('.submit small[data-is="saved"]').waitFor({ state: 'attached' })
  await press('Submit to the focal point')
  await page.getByText(/^Submitted on/).waitFor()
  const id = /reports\/([A-Z]+-\d+)/.exec(page.url())![1]!
  expect(new Set(await figures(page, id)).size).toBeGreaterThan(0)
  expect((await ask<{ rows: { rows: number }[] }>(page, 'GET', `/api/reports/${id}`)).rows[0]!.rows).toBeGreaterThanOrEqual(30)
  expect(clicks).toBeLessThanOrEqual(15)
  await focal.context().close()
  await page.context().close()
})

describe('a report that is typed', () => {
  let police: Page
  let report: string
  const keys = async (...pressed: string[]) => { for (const key of pressed) await police.keyboard.press(key) }

  test('begins with the sections that it can have', async () => {
    police = await become('reporter.police@khm.example.org')
    await tabTo(police, 'New report')
    await keys('Enter')
    await police.getByRole('button', { name: /^Detections/ }).waitFor()
    await expectAccessible(police)
    await tabTo(police, 'Detections of irregular entry, stay and exit')
    await keys('Enter')
    await police.getByRole('grid', { name: /Detections/ }).waitFor()
    report = /reports\/([A-Z]+-\d+)/.exec(police.url())![1]!
    await expectAccessible(police)
  })

  test('takes figures by keyboard, codes by name, and says what is wrong at the cell', async () => {
    await expect.poll(() => cell(police, 0, 0).evaluate((node) => node === document.activeElement), SOON).toBe(true)
    await police.keyboard.type('at crossing')
    await police.getByRole('option', { name: /at crossing points/ }).waitFor()
    await keys('Tab')
    expect(await cell(police, 0, 1).innerText()).toBe('Detections')
    await keys('Tab')
    await police.keyboard.type('vietn')
    await police.getByRole('option', { name: /Viet/ }).waitFor()
    await expectAccessible(police)
    await keys('Tab')
    await police.keyboard.type('12a')
    await keys('Enter')
    await finding(police, '"12a" in Figure cannot be read').waitFor()
    expect(await cell(police, 0, 3).getAttribute('data-ref')).toBe('1')
    expect(await police.getByRole('button', { name: 'Submit to the focal point' }).getAttribute('aria-disabled')).toBe('true')
  })

  test('is mended where the finding leads', async () => {
    await keys('F8')
    expect(await cell(police, 0, 3).evaluate((node) => node === document.activeElement)).toBe(true)
    await keys('F2', 'Backspace', 'Enter')
    await police.getByText('Ready to submit').waitFor()
    await saved(police)
    expect(await figures(police, report)).toEqual(['ENTRY_BCP DET VNM _T 12'])
  })

  test('takes a block from a spreadsheet, finds its columns by their names, and offers what is near to a word that it does not know', async () => {
    await copied(police, 'Indicator\tCitizenship\tSex\tFigure\nENTRY_BCP\tMyanmar\tMale\t1,204\nENTRY_BCP\tMyanmar\tFemale\t96\nENTRY_BCP\tLao PRD\tAll\t7\nENTRY_BCP\tCambodia\tAll\t3\n')
    await keys('Control+V')
    await finding(police, '“Lao PRD” is not known under Citizenship').waitFor()
    await police.getByText('One word is not known').waitFor()
    await expectAccessible(police)
    await keys('F8', 'Alt+Enter')
    expect(await focused(police)).toMatch(/^“Lao PRD” is not/)
    await keys('Tab')
    expect(await focused(police)).toMatch(/^Did you mean Lao/)
    await keys('Enter')
    await saved(police)
    expect(await figures(police, report)).toEqual(['ENTRY_BCP DET KHM _T 3', 'ENTRY_BCP DET LAO _T 7', 'ENTRY_BCP DET MMR F 96', 'ENTRY_BCP DET MMR M 1204', 'ENTRY_BCP DET VNM _T 12'])
  })

  test('undoes, does again, removes and copies rows as a spreadsheet does', async () => {
    await keys('Control+Home', 'Shift+Delete')
    await saved(police)
    expect(await figures(police, report)).not.toContain('ENTRY_BCP DET VNM _T 12')
    await keys('Control+z')
    await expect.poll(() => figures(police, report), SOON).toContain('ENTRY_BCP DET VNM _T 12')
    await keys('Control+End', 'ArrowUp', 'Home', 'Control+c')
    await expect.poll(() => police.evaluate(() => navigator.clipboard.readText()), SOON).toBe('Irregular entries at crossing points')
    await keys('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Delete')
    await cell(police, 4, 4).getByText(/./).waitFor({ state: 'hidden' })
    await keys('Control+z', 'Control+Shift+z', 'Control+z')
    await expect.poll(() => figures(police, report), SOON).toContain('ENTRY_BCP DET KHM _T 3')
  })

  test('has its warnings answered in place, and is submitted', async () => {
    const open = police.locator('.finding.is-warn').filter({ has: police.locator('input') })
    await expect.poll(() => open.count(), SOON).toBe(2)
    for (let left = 2; left > 0; left--) {
      await keys('F8')
      if (await police.evaluate(() => document.activeElement?.matches('td'))) await keys('Alt+Enter')
      while (!(await police.evaluate(() => document.activeElement?.matches('.finding input')))) await keys('Tab')
      await police.keyboard.type('Counted twice at two posts')
      await keys('Enter')
      await expect.poll(() => open.count(), SOON).toBe(left - 1)
    }
    await police.getByText('Ready to submit').waitFor()
    await tabTo(police, 'Submit to the focal point')
    await keys('Enter')
    await police.getByText(/^Submitted on/).waitFor()
    expect(await police.getByRole('grid').getAttribute('aria-readonly')).toBe('true')
    await expectAccessible(police)
  })

  test('comes back with comments at its cells', async () => {
    const focal = await become('focal@khm.example.org')
    await focal.goto(`${system.url}/reports/${report}/VRS_DETECT`)
    await focal.getByRole('link', { name: 'Review it' }).waitFor()
    const { rows } = await ask<{ rows: { key: string; value: number }[] }>(focal, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)
    await ask(focal, 'POST', `/api/reports/${report}/return`, { comments: [{ dataflow: 'VRS_DETECT', key: rows.find((row) => row.value === 1204)!.key, column: 'OBS_VALUE', words: 'Is this the whole month?' }] })
    await police.reload()
    await finding(police, 'Is this the whole month?').waitFor()
    await police.getByText('returned this report with a comment').waitFor()
    await finding(police, 'Is this the whole month?').focus()
    await keys('Enter')
    await police.keyboard.type('1300')
    await keys('Enter')
    await saved(police)
    await expect.poll(() => figures(police, report), SOON).toContain('ENTRY_BCP DET MMR M 1300')
    await focal.context().close()
  })

  test('tells of what somebody else wrote meanwhile, and waits where the line is down', async () => {
    const focal = await become('focal@khm.example.org')
    const key = (citizenship: string) => `M.KHM.ENTRY_BCP.DET.${citizenship}._T._T._T._T._T._T._T.${period}`
    const { edit_no: base } = await ask<Report>(focal, 'GET', `/api/reports/${report}`)
    await ask(focal, 'PATCH', `/api/reports/${report}/cells`, { base, device: 'theirs', edits: ['VNM', 'IND'].map((code) => ({ dataflow: 'VRS_DETECT', key: key(code), column: 'OBS_VALUE', value: '77' })) })
    await police.getByRole('gridcell', { name: 'Viet Nam', exact: true }).click()
    await keys('ArrowRight', 'ArrowRight')
    await police.keyboard.type('14')
    await keys('Enter')
    await police.getByText('changed by somebody else meanwhile').waitFor()
    await police.getByRole('gridcell', { name: 'India', exact: true }).waitFor()
    await police.context().setOffline(true)
    await police.getByRole('gridcell', { name: 'Viet Nam', exact: true }).click()
    await keys('ArrowRight', 'ArrowRight')
    await police.keyboard.type('15')
    await keys('Enter')
    await police.getByText('The line is down').waitFor()
    await police.context().setOffline(false)
    await saved(police)
    expect(await figures(police, report)).toEqual(expect.arrayContaining(['ENTRY_BCP DET VNM _T 15', 'ENTRY_BCP DET IND _T 77']))
    await focal.context().close()
  })

  test('is laid aside when that was asked for twice', async () => {
    await police.getByRole('button', { name: 'Lay aside' }).click()
    await police.getByRole('alertdialog').waitFor()
    await expectAccessible(police)
    await police.getByRole('button', { name: 'Lay it aside' }).click()
    await police.getByText('Nobody sees these figures any more').waitFor()
  })

  test('works on a phone, and from right to left', async () => {
    const other = await draft(police)
    await police.setViewportSize({ width: 375, height: 812 })
    await police.goto(`${system.url}/reports/${other}/VRS_DETECT`)
    await police.getByRole('button', { name: 'Paste from a spreadsheet' }).click()
    await police.getByLabel('Rows of your spreadsheet').fill('Indicator\tCitizenship\tFigure\nENTRY_BCP\tMyanmar\t5\nENTRY_BCP\tIndia\t6')
    await police.getByRole('button', { name: 'Put them below' }).click()
    await cell(police, 1, 3).getByText('6').waitFor()
    await saved(police)
    expect(await police.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await expectAccessible(police)
    await police.evaluate(() => localStorage.setItem('openvrs.language', 'ar'))
    await police.reload()
    await cell(police, 1, 3).getByText('5').waitFor()
    expect(await police.evaluate(() => document.documentElement.dir)).toBe('rtl')
    expect(await police.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})

test('a section of thousands of rows is read page by page, and searched', async () => {
  const police = await become('reporter.police@lao.example.org')
  const report = (await ask<Report>(police, 'POST', '/api/reports', { freq: 'M', from: '2026-01', to: '2026-07' })).rows[0]!.report
  const { codelists } = await ask<{ codelists: { id: string; codes: { id: string }[] }[] }>(police, 'GET', '/api/collections/vrs-msrc?language=en')
  const citizenships = codelists.find((list) => list.id === 'CL_CITIZENSHIP')!.codes.map((code) => code.id)
  const edits = ['ENTRY_BCP', 'ENTRY_BBCP', 'STAY_INLAND'].flatMap((indicator) => [1, 2, 3, 4, 5, 6, 7].flatMap((month) => citizenships.map((code) => ({
    dataflow: 'VRS_DETECT', key: `M.LAO.${indicator}.DET.${code}._T._T._T._T._T._T._T.2026-0${month}`, column: 'OBS_VALUE', value: String(month),
  }))))
  for (let from = 0; from < edits.length; from += 1000) await ask(police, 'PATCH', `/api/reports/${report}/cells`, { base: from, device: 'desk', edits: edits.slice(from, from + 1000) })
  await police.goto(`${system.url}/reports/${report}/VRS_DETECT`)
  await police.getByText(`Rows 1 to 1,000 of ${edits.length.toLocaleString('en')}`).waitFor()
  await police.getByRole('button', { name: 'Next', exact: true }).click()
  await police.getByText('Rows 1,001 to 2,000').waitFor()
  await police.getByRole('searchbox').fill('viet')
  await police.getByRole('button', { name: 'Citizenship Viet Nam' }).click()
  await police.getByText('Rows 1 to 21 of 21').waitFor()
  await expectAccessible(police)
  await cell(police, 0, 4).click()
  await police.keyboard.type('99')
  await police.keyboard.press('Enter')
  await saved(police)
  const { rows } = await ask<{ rows: { value: number }[] }>(police, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows?where=CITIZENSHIP%3DVNM`)
  expect(rows.filter((row) => row.value === 99)).toHaveLength(1)
})
